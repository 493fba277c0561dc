import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseJson } from '../../../lib/json.ts';
import type { FarOrder } from '../../../testing/fake-shopify/far-side-store.ts';
import { jsonBody } from '../../../testing/fake-shopify/payloads/json-body.ts';
import { orderPayload } from '../../../testing/fake-shopify/payloads/order-payload.ts';
import { lumen } from '../../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../../testing/shop/far-side.ts';
import type { FarSide } from '../../../testing/shop/far-side.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import { orderFacts } from '../backfill/order-facts.ts';
import { ordersPageQuery } from '../operations.ts';
import { orderHandler } from '../webhooks/orders.ts';

let database: ShopDatabase;
let far: FarSide;
beforeAll(async () => {
  database = await shopDatabase('polled discounts');
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
});
afterAll(async () => {
  await far.close();
  await database.drop();
});

const answerSchema = z.object({
  orders: z.object({
    nodes: z.array(
      z.looseObject({
        id: z.string(),
        lineItems: z.object({ nodes: z.array(z.looseObject({ id: z.string() })) }),
      }),
    ),
  }),
});

const polled = async (id: string): Promise<readonly StoreFact[]> => {
  const request = { query: ordersPageQuery, variables: { search: '' }, schema: answerSchema };
  const { orders } = await far.admin.request(lumen, request);
  const found = orders.nodes.find((node) => node.id.endsWith(`/${id}`));
  if (found === undefined) throw new Error('not listed');
  const { lineItems, ...root } = found;
  return orderFacts({ root, children: lineItems.nodes, lines: 0, broken: [] });
};

const moneyOf = (facts: readonly StoreFact[]) =>
  facts.flatMap((fact) =>
    fact.kind === 'order' ? [{ total: fact.order.total, discounts: fact.order.discounts }] : [],
  );

describe('an order with a code', () => {
  it.each([
    ['as it was bought', undefined],
    ['paid back', '21.60'],
  ])('is worth the same whether a webhook or a poll tells of it: %s', async (_what, refunded) => {
    const [first] = far.fake.store.orders.values();
    if (first === undefined) throw new Error('no order to copy');
    const order: FarOrder = { ...first, discount: { code: 'TEN-4F2A', amount: '4.80' }, refunded };
    far.fake.store.load([{ kind: 'order', value: order }]);
    const payload = parseJson(jsonBody(orderPayload(order, far.fake.store)));

    const told = orderHandler.interpret(payload, {
      topic: 'orders/updated',
      triggeredAt: new Date(order.updatedAt),
      digest: 'd',
    });

    expect(moneyOf(await polled(order.id))).toEqual(moneyOf(told));
    expect(moneyOf(told)[0]?.discounts).toMatchObject([{ code: 'TEN-4F2A', amount: '4.80' }]);
  });
});
