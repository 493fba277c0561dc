import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildDelivery, lumen, umbra } from '../../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import { aShop } from '../../../testing/flows/builders.ts';
import { bulkFinishedHandler, createTellBulkFinished } from './bulk-operations.ts';

const operation = 'gid://shopify/BulkOperation/147595010';
const payload = {
  admin_graphql_api_id: operation,
  completed_at: '2026-11-20T13:03:28Z',
  created_at: '2026-11-20T13:03:20Z',
  error_code: null,
  status: 'completed',
  type: 'query',
};

let database: ShopDatabase;
beforeAll(async () => {
  database = await shopDatabase('bulk-finished');
});
afterAll(() => database.drop());

const { id: _id, platform, status: _status, installedAt: at, ...settings } = aShop();

beforeEach(async () => {
  for (const shop of [lumen, umbra]) {
    await database.repositories.shops.install(shop, { platform, settings, at });
    await database.repositories.shops.saveBackfill(shop, { state: 'running', applied: 7, operation });
  }
});

const tell = (topic: string, body: object): Promise<void> =>
  createTellBulkFinished(database.repositories.shops)({
    shop: lumen,
    topic,
    body: buildDelivery({ body: Buffer.from(JSON.stringify(body)) }).body,
  });

const finishedOf = async (shop: typeof lumen) =>
  (await database.repositories.shops.find(shop))?.backfill?.finished;

describe('bulk_operations/finish', () => {
  it('tells a back-fill that waits for this operation, and only that shop’s', async () => {
    await tell('shopify:bulk_operations/finish', payload);

    expect(await finishedOf(lumen)).toBe(operation);
    expect(await finishedOf(umbra)).toBeUndefined();
  });

  it('leaves a back-fill alone that waits for another one', async () => {
    await tell('shopify:bulk_operations/finish', { ...payload, admin_graphql_api_id: 'gid://x/2' });

    expect(await database.repositories.shops.find(lumen)).toMatchObject({
      backfill: { state: 'running', applied: 7, operation },
    });
    expect(await finishedOf(lumen)).toBeUndefined();
  });

  it('has nothing to do with deliveries of other topics', async () => {
    await tell('shopify:orders/create', payload);

    expect(await finishedOf(lumen)).toBeUndefined();
  });

  it('is no fact of the shop, and is refused without its operation', () => {
    const context = { topic: 'bulk_operations/finish', triggeredAt: at, digest: 'd' };

    expect(bulkFinishedHandler.interpret(payload, context)).toEqual([]);
    expect(() => bulkFinishedHandler.interpret({}, context)).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });
});
