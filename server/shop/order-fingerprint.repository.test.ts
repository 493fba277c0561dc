import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asShopId } from '../lib/brand.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { buildOrderFact } from '../testing/shop/build-facts.ts';
import { createOrderFingerprint } from './order-fingerprint.repository.ts';
import { createRecordFacts } from './record-facts.ts';
import { createShopRepositories } from './shop-repositories.repository.ts';

const shop = asShopId('lumen.myshopify.com');
const other = asShopId('lumen2.myshopify.com');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('order-fingerprint');
});
afterAll(() => database.drop());

describe('the fingerprint of a shop’s orders', () => {
  it('changes with a new order and a refund, and not with another shop’s', async () => {
    const repositories = createShopRepositories(database.connection);
    const record = createRecordFacts(repositories);
    const fingerprint = createOrderFingerprint(database.connection);
    const none = await fingerprint(shop);
    await record(shop, [buildOrderFact({ id: '1' })], 'webhook');

    const first = await fingerprint(shop);
    await record(other, [buildOrderFact({ id: '2' })], 'webhook');
    const same = await fingerprint(shop);
    await repositories.orders.addRefund(shop, '1', ['p1']);
    const refunded = await fingerprint(shop);

    expect(none).toBe('');
    expect(same).toBe(first);
    expect(new Set([none, first, refunded]).size).toBe(3);
  });
});
