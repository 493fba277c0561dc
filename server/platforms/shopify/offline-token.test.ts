import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createOfflineTokens } from './offline-token.ts';
import type { OfflineTokens } from './offline-token.ts';
import type { TokenSet } from './token-client.ts';

let database: ShopDatabase;
const clock = createManualClock(new Date('2026-03-02T10:00:00Z'));
const box = createSecretBox([Buffer.alloc(32, 7)]);
const refreshed: string[] = [];
let refreshing: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  database = await shopDatabase('offline tokens');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.repositories.tokens.delete(lumen);
  clock.set(new Date('2026-03-02T10:00:00Z'));
  refreshed.length = 0;
  refreshing = () => Promise.resolve();
});

const pair = (number: number): TokenSet => ({
  accessToken: `access-${number}`,
  accessExpiresAt: new Date(clock.now().getTime() + 3_600_000),
  refreshToken: `refresh-${number}`,
  refreshExpiresAt: new Date(clock.now().getTime() + 90 * 86_400_000),
});

const tokensOf = (sealedBy: SecretBox = box): OfflineTokens =>
  createOfflineTokens({
    tokens: database.repositories.tokens,
    box: sealedBy,
    client: {
      exchange: () => Promise.resolve({ tokens: pair(1), scopes: ['read_orders'] }),
      refresh: async (_shop, token) => {
        refreshed.push(token);
        await refreshing();
        return pair(refreshed.length + 1);
      },
    },
    now: clock.now,
  });

describe('offline tokens', () => {
  it('keeps what the exchange brought, unreadable at rest', async () => {
    await tokensOf().exchange(lumen, 'session');

    const rows = JSON.stringify(await database.connection.collection('shop_tokens').find().toArray());
    expect(await tokensOf().get(lumen)).toBe('access-1');
    expect(rows).not.toMatch(/access-1|refresh-1/);
  });

  it('renews five minutes before the end, with both tokens in one write', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(54 * 60_000);
    const early = await tokensOf().get(lumen);

    clock.advance(2 * 60_000);
    const late = await tokensOf().get(lumen);

    expect([early, late]).toEqual(['access-1', 'access-2']);
    expect(refreshed).toEqual(['refresh-1']);
  });

  it('renews once however many ask at once', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(3_600_000);
    refreshing = () => new Promise((resolve) => setTimeout(resolve, 30));
    const workers = [tokensOf(), tokensOf(), tokensOf()];

    const answers = await Promise.all(workers.map((worker) => worker.get(lumen)));

    expect(answers).toEqual(['access-2', 'access-2', 'access-2']);
    expect(refreshed).toEqual(['refresh-1']);
  });

  it('tries again with the same refresh token when the first renewal failed', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(3_600_000);
    refreshing = () => Promise.reject(new TypeError('gone'));
    await expect(tokensOf().get(lumen)).rejects.toThrow('gone');
    refreshing = () => Promise.resolve();

    const token = await tokensOf().get(lumen);

    expect(token).toBe('access-3');
    expect(refreshed).toEqual(['refresh-1', 'refresh-1']);
  });

  it('renews after Shopify refused a token', async () => {
    await tokensOf().exchange(lumen, 'session');

    await tokensOf().drop(lumen, 'access-1');

    expect(await tokensOf().get(lumen)).toBe('access-2');
  });

  it('is no longer held to be there when Shopify refuses to renew it, and still tried', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(3_600_000);
    refreshing = () => Promise.reject(new EncoreError('token_refused'));

    await expect(tokensOf().get(lumen)).rejects.toMatchObject({ code: 'token_refused' });
    const held = await tokensOf().has(lumen);
    refreshing = () => Promise.resolve();

    expect(held).toBe(false);
    expect(await tokensOf().get(lumen)).toBe('access-3');
    expect(await tokensOf().has(lumen)).toBe(true);
  });

  it('is held to be there while Shopify only has other troubles', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(3_600_000);
    refreshing = () => Promise.reject(new EncoreError('platform_call_failed'));

    await expect(tokensOf().get(lumen)).rejects.toMatchObject({ code: 'platform_call_failed' });
    expect(await tokensOf().has(lumen)).toBe(true);
  });

  it('leaves a pair alone that took the place of the refused token meanwhile', async () => {
    await tokensOf().exchange(lumen, 'session');

    await tokensOf().drop(lumen, 'access-0');

    expect(await tokensOf().get(lumen)).toBe('access-1');
    expect(refreshed).toEqual([]);
  });

  it('is kept alive by a renewal that nothing asked for, once however many do it at a time', async () => {
    await tokensOf().exchange(lumen, 'session');

    await Promise.all([tokensOf().keepAlive(lumen), tokensOf().keepAlive(lumen)]);

    expect(refreshed).toEqual(['refresh-1']);
    expect(await tokensOf().get(lumen)).toBe('access-2');
    await expect(tokensOf().keepAlive(umbra)).rejects.toMatchObject({ code: 'shop_not_installed' });
  });

  it('is opened through two changes of the key, for every renewal seals with the newest', async () => {
    const [first, second, third] = [1, 2, 3].map((fill) => Buffer.alloc(32, fill));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three keys');
    await tokensOf(createSecretBox([first])).exchange(lumen, 'session');

    await tokensOf(createSecretBox([second, first])).keepAlive(lumen);
    await tokensOf(createSecretBox([third, second])).keepAlive(lumen);

    expect(await tokensOf(createSecretBox([third])).get(lumen)).toBe('access-3');
    await expect(tokensOf(createSecretBox([first])).get(lumen)).rejects.toMatchObject({
      code: 'internal_error',
    });
  });

  it('says when there is nothing to renew with', async () => {
    await tokensOf().exchange(lumen, 'session');
    clock.advance(91 * 86_400_000);

    expect(await tokensOf().has(lumen)).toBe(false);
    expect(await tokensOf().has(umbra)).toBe(false);
    await expect(tokensOf().get(umbra)).rejects.toMatchObject({ code: 'shop_not_installed' });
  });
});
