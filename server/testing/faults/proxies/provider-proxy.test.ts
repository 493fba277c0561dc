import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startProviderDouble } from '../../mail/provider-double.ts';
import type { ProviderDouble } from '../../mail/provider-double.ts';
import { startProviderProxy } from './provider-proxy.ts';
import type { ProviderProxy, Written } from './provider-proxy.ts';
import type { Fate, Passing } from './wire-tap.ts';

let provider: ProviderDouble;
let proxy: ProviderProxy;
let written: Written[];
let fateOf: (passing: Passing) => Fate;

beforeEach(async () => {
  provider = await startProviderDouble();
  written = [];
  fateOf = () => 'pass';
  proxy = await startProviderProxy({
    by: 'worker 1',
    targetUrl: provider.baseUrl,
    tap: (passing) => fateOf(passing),
    onWritten: (one) => void written.push(one),
  });
});

afterEach(async () => {
  await proxy.close();
  await provider.close();
});

const send = (): Promise<number> =>
  fetch(`${proxy.baseUrl}v3/mail/send`, {
    method: 'POST',
    body: JSON.stringify({
      personalizations: [{ to: [{ email: 'mara@x.example' }] }],
      from: { email: 'hello@lumen.example' },
      content: [],
      tracking_settings: {},
      custom_args: { message_id: 'm1', shop: 'lumen.myshopify.com' },
    }),
  }).then(({ status }) => status);

describe('the proxy of the provider', () => {
  it('passes a mail on and notes whom it was for', async () => {
    expect(await send()).toBe(202);

    expect(provider.acceptances().get('m1')).toBe(1);
    expect(written).toMatchObject([
      { message: 'm1', shop: 'lumen.myshopify.com', address: 'mara@x.example', by: 'worker 1' },
    ]);
  });

  it('cuts before: written, and not taken', async () => {
    fateOf = ({ moment }) => (moment === 'before' ? 'cut' : 'pass');

    await expect(send()).rejects.toThrow('fetch failed');
    expect(provider.acceptances().size).toBe(0);
    expect(written).toHaveLength(1);
  });

  it('cuts after: taken, and nobody is told', async () => {
    fateOf = ({ moment }) => (moment === 'after' ? 'cut' : 'pass');

    await expect(send()).rejects.toThrow('fetch failed');
    expect(provider.acceptances().get('m1')).toBe(1);
  });

  it('hands on the head of an answer that breaks off after it', async () => {
    provider.fallIll('accept-then-truncate');

    expect(await send()).toBe(202);
  });

  it('hands on what the provider breaks off', async () => {
    provider.fallIll('accept-then-reset');

    await expect(send()).rejects.toThrow('fetch failed');
  });
});
