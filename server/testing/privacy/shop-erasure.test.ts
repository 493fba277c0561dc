import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { turnsOf } from '../../engine/turn-id.ts';
import { createHoldingsRepository } from '../../insights/privacy/holdings.repository.ts';
import { holdings } from '../../insights/privacy/holdings.ts';
import type { Holding } from '../../insights/privacy/holding.ts';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { findLeftovers } from './leftovers.ts';

const gone = asShopId('gone.myshopify.com');
const stays = asShopId('stays.myshopify.com');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('shop_erasure');
});
afterAll(() => database.drop());

const ofShops = holdings.filter(({ shop }) => shop !== 'none');

/** As the register says where the shop stands in it. */
const rowOf = (
  shop: ShopId,
  place: Holding['shop'],
  name: string,
): { _id: string; [field: string]: unknown } => {
  switch (place) {
    case '_id':
      return { _id: shop };
    case 'turn':
      return { _id: turnsOf(shop)[0] ?? '' };
    case 'job':
      return { _id: `${shop}-${name}`, data: { shop } };
    case 'shop':
    case 'none':
      return { _id: `${shop}-${name}`, shop };
  }
};

describe('the erasure of a shop', () => {
  it('empties every collection of the register, and leaves every other shop alone', async () => {
    for (const { collection, shop: place } of ofShops)
      await database.connection
        .collection<{ _id: string }>(collection)
        .insertMany([gone, stays].map((shop) => rowOf(shop, place, collection)));

    await createHoldingsRepository(database.connection).eraseShop(gone);

    const left = await findLeftovers(database.connection, [gone]);
    // The inbox forgets itself: the delivery that asked for it stays, empty.
    expect(left).toEqual([`inbox ${gone}-inbox: ${gone}`]);
    const others = await findLeftovers(database.connection, [stays]);
    expect(others).toHaveLength(ofShops.length);
  });

  it('would miss a collection that the register does not have', async () => {
    await database.connection.collection<{ _id: string }>('nobody_listed').insertOne({ _id: `${gone}/1` });

    await createHoldingsRepository(database.connection).eraseShop(gone);

    expect(await findLeftovers(database.connection, [gone])).toContain(`nobody_listed ${gone}/1: ${gone}`);
  });
});
