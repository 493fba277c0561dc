import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createCustomerTags } from './customer-tags.ts';

const mara = '9007199254740993111';
let database: ShopDatabase;
let far: FarSide;

beforeAll(async () => {
  database = await shopDatabase('customer_tags');
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
});
afterAll(async () => {
  await far.close();
  await database.drop();
});

describe('tags of customers', () => {
  it('reach the platform, each once', async () => {
    const tags = createCustomerTags(far.admin);

    const answers = [
      await tags.add(lumen, mara, 'reminded'),
      await tags.add(lumen, mara, 'vip'),
      await tags.add(lumen, mara, 'reminded'),
    ];

    expect(answers).toEqual(['done', 'done', 'done']);
    expect(far.fake.store.customers.get(mara)?.tags).toEqual(['reminded', 'vip']);
  });

  it('are refused for a customer that is not there', async () => {
    expect(await createCustomerTags(far.admin).add(lumen, '1', 'reminded')).toBe('refused');
  });
});
