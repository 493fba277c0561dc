import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/dom';
import { render } from 'preact';
import type { Story } from '../../../server/insights/explain/story.contract.ts';
import { aMessage, aRun, aStory } from './story-samples.ts';

const parseWords: (text: string) => Record<string, string> = JSON.parse;
const english = parseWords(
  readFileSync(join('extensions/customer-timeline/locales/en.default.json'), 'utf8'),
);

interface Asked {
  readonly path: string;
  readonly body: string;
  readonly method: string | undefined;
}

let asked: Asked[];
let answers: { status: number; body: unknown }[];

/** As much of the admin's sandbox as the card uses. */
const host = (selected: readonly { id: string }[]): object => ({
  data: { selected },
  i18n: {
    translate: (key: string) => english[key] ?? `missing: ${key}`,
    formatDate: (date: Date) => date.toISOString().slice(0, 10),
  },
});

const answer = (status: number, body: unknown = {}): void => {
  answers.push({ status, body });
};

const before = { fetch: globalThis.fetch };
beforeEach(() => {
  asked = [];
  answers = [];
  const fetch = async (path: string, { method, body }: { method?: string; body: string }) => {
    asked.push({ path, body, method });
    const next = answers.shift() ?? { status: 500, body: {} };
    const text = JSON.stringify(next.body);
    return { status: next.status, ok: next.status < 300, text: async () => text };
  };
  Object.assign(globalThis, { fetch });
});
afterEach(() => {
  render(null, document.body);
  Object.assign(globalThis, before);
});

const open = async (selected = [{ id: 'gid://shopify/Customer/77' }]): Promise<void> => {
  Object.assign(globalThis, { shopify: host(selected) });
  const { default: start } = await import('./index.tsx');
  start();
};

const text = (): string => document.body.textContent;
const seen = (words: string): Promise<void> => waitFor(() => expect(text()).toContain(words));

const story: Story = aStory([
  {
    title: 'Cart reminder',
    enrollments: [
      {
        ...aRun({ sentence: 'The second reminder is due', dueAt: '2026-03-02T08:00:00Z' }),
        messages: [aMessage('m1', { subject: 'You left something behind' })],
      },
    ],
  },
]);

describe('the card on the customer’s page', () => {
  it('shows what comes next, the last mails and the way to everything else', async () => {
    answer(200, story);
    await open();

    await seen('The second reminder is due');
    expect(text()).toContain('Cart reminder');
    expect(text()).toContain('2026-03-02');
    expect(text()).toContain('You left something behind');
    expect(document.querySelector('s-admin-block')?.getAttribute('heading')).toBe('Encore emails');
    expect(document.querySelector('s-link')?.getAttribute('href')).toBe('app:/contacts/contact-1');
    expect(text()).not.toContain('missing:');
  });

  it('asks by the customer’s id, in a body and in no address', async () => {
    answer(200, story);
    await open();
    await seen('The second reminder is due');
    expect(asked).toEqual([{ path: '/api/contacts/story', method: 'POST', body: '{"customerId":"77"}' }]);
  });

  it('says so of somebody Encore has not heard of', async () => {
    answer(404, { error: { code: 'not_found', message: '' } });
    await open();
    await seen('Encore has not heard of this customer yet.');
    expect(document.querySelector('s-link')).toBeNull();
  });

  it('asks once more with a new token', async () => {
    answer(401);
    answer(200, story);
    await open();
    await seen('The second reminder is due');
    expect(asked).toHaveLength(2);
  });

  it('says when it could not be asked, and tries again when told to', async () => {
    answer(500);
    await open();
    await seen('Encore did not answer.');
    answer(200, story);

    document.querySelector('s-button')?.dispatchEvent(new Event('click'));

    await seen('The second reminder is due');
    expect(document.querySelector('s-banner')).toBeNull();
  });

  it('says when there is nothing', async () => {
    answer(200, aStory([]));
    await open();
    await seen('They are in no flow now.');
    expect(text()).toContain('They were sent nothing yet.');
  });

  it('asks nothing on a page without a customer', async () => {
    await open([]);
    await seen('Encore has not heard of this customer yet.');
    expect(asked).toEqual([]);
  });
});
