import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopTokenRepository } from './shop-tokens.repository.ts';

let database: ShopDatabase;
let tokens: ShopTokenRepository;
const sealed = {
  accessToken: 'sealed a',
  accessExpiresAt: builtAt,
  refreshToken: 'sealed r',
  refreshExpiresAt: builtAt,
};

beforeAll(async () => {
  database = await shopDatabase('shop tokens');
  tokens = database.repositories.tokens;
});
beforeEach(async () => {
  await tokens.delete(lumen);
  await tokens.delete(umbra);
  await tokens.save(lumen, sealed);
});
afterAll(() => database.drop());

describe('tokens of a shop', () => {
  it('come back as they were sealed, for that shop only', async () => {
    expect(await tokens.find(lumen)).toEqual(sealed);
    expect(await tokens.find(umbra)).toBeUndefined();
  });

  it('are replaced together', async () => {
    await tokens.save(lumen, { ...sealed, accessToken: 'a2', refreshToken: 'r2' });

    expect(await tokens.find(lumen)).toMatchObject({ accessToken: 'a2', refreshToken: 'r2' });
  });

  it('are gone with the shop', async () => {
    await tokens.delete(lumen);

    expect(await tokens.find(lumen)).toBeUndefined();
  });
});

describe('the right to refresh', () => {
  it('is one caller’s, however many ask at once', async () => {
    const won = await Promise.all(['a', 'b', 'c', 'd'].map((token) => tokens.lease(lumen, token)));

    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('is free again once it is given back, by its holder only', async () => {
    await tokens.lease(lumen, 'a');
    await tokens.release(lumen, 'b');
    const stolen = await tokens.lease(lumen, 'b');
    await tokens.release(lumen, 'a');

    const fair = await tokens.lease(lumen, 'b');

    expect([stolen, fair]).toEqual([false, true]);
  });

  it('is free again when its holder has vanished for ten seconds', async () => {
    await tokens.lease(lumen, 'a');
    const ago = { $set: { leaseUntil: { $subtract: ['$$NOW', 1] } } };
    await database.connection.collection<{ _id: string }>('shop_tokens').updateOne({ _id: lumen }, [ago]);

    expect(await tokens.lease(lumen, 'b')).toBe(true);
  });

  it('is nobody’s where there is nothing to refresh', async () => {
    expect(await tokens.lease(umbra, 'a')).toBe(false);
  });

  it('does not touch the tokens', async () => {
    await tokens.lease(lumen, 'a');
    await tokens.save(lumen, { ...sealed, accessToken: 'a2' });
    await tokens.release(lumen, 'a');

    expect(await tokens.find(lumen)).toMatchObject({ accessToken: 'a2' });
  });
});
