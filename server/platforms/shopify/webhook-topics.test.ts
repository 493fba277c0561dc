import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { webhookTopics } from './webhook-topics.ts';

const toml = readFileSync(new URL('../../../shopify.app.toml', import.meta.url), 'utf8');

const subscribed = [...toml.matchAll(/^(?:compliance_)?topics = \["([^"]+)"\] # (\S+)$/gm)].map(
  ([, topic = '', file = '']) => ({ topic, file }),
);

describe('shopify.app.toml', () => {
  it('subscribes to every topic that has a handler, and to no other', () => {
    expect(subscribed.map(({ topic }) => topic).toSorted()).toEqual([...webhookTopics.keys()].toSorted());
  });

  it('names the handler of each line', () => {
    const named = Object.fromEntries(subscribed.map(({ topic, file }) => [topic, file]));

    expect(named).toEqual(Object.fromEntries([...webhookTopics].map(([topic, { file }]) => [topic, file])));
    for (const { file } of subscribed)
      expect(existsSync(new URL(`webhooks/${file}`, import.meta.url))).toBe(true);
  });

  it('has no line that is not read by this test', () => {
    const lines = toml.match(/topics = /g) ?? [];
    const uris = toml.match(/^uri = "\/webhooks\/shopify"$/gm) ?? [];

    expect(lines).toHaveLength(subscribed.length);
    expect(uris).toHaveLength(subscribed.length);
  });

  it('declares the three topics the law asks for, the way Shopify wants them', () => {
    const compliance = [...toml.matchAll(/^compliance_topics = \["([^"]+)"\]/gm)].map(([, topic]) => topic);

    expect(compliance).toEqual(['customers/data_request', 'customers/redact', 'shop/redact']);
  });

  it('lets orders, consent and redactions stop mails from the moment they are stored', () => {
    const holding = [...webhookTopics]
      .filter(([, handler]) => handler.class === 'holds')
      .map(([topic]) => topic);

    expect(holding).toEqual(
      expect.arrayContaining([
        'orders/create',
        'orders/paid',
        'orders/updated',
        'customers_email_marketing_consent/update',
        'customers/redact',
        'shop/redact',
        'app/uninstalled',
      ]),
    );
    expect(holding).not.toContain('checkouts/update');
  });
});
