import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { wireFlows } from '../../app/wiring/flows.ts';
import { openData } from '../../app/wiring/data.ts';
import type { Data } from '../../app/wiring/data.ts';
import { asShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createFarSideStore } from '../../testing/fake-shopify/far-side-store.ts';
import { sampleCustomer, sampleProduct, sampleShop } from '../../testing/fake-shopify/far-side-samples.ts';
import { jsonBody } from '../../testing/fake-shopify/payloads/json-body.ts';
import { createShopFloor } from '../../testing/fake-shopify/shop-floor.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { buildDelivery } from '../../testing/shop/build-delivery.ts';
import { shopSettings } from '../../testing/shop/shop-settings.ts';
import { createApplier } from '../../shop/inbox/apply.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { interpretShopifyWebhook, shopifyTopicPrefix } from './interpret-webhook.ts';

jest.setTimeout(120_000);

interface Told {
  readonly topic: string;
  readonly body: string;
  readonly at: Date;
}

const cleo = { ...sampleCustomer, id: '706405506930370085', email: 'cleo@example.com', firstName: 'Cleo' };
const dora = { ...cleo, id: '706405506930370086', email: 'dora@example.com', firstName: 'Dora' };

/**
 * A visitor leaves a checkout, changes it, buys, is sent the parcel, writes off; stock runs out meanwhile. Dora has left a
 * checkout, is tagged and turns out to be Cleo.
 */
const tellHistory = (): readonly Told[] => {
  const told: Told[] = [];
  let at = new Date(Math.floor(realNow().getTime() / 1000) * 1000 - 2 * 3_600_000);
  const store = createFarSideStore(sampleShop, () => undefined);
  store.load([
    { kind: 'product', value: sampleProduct },
    { kind: 'customer', value: sampleCustomer },
    { kind: 'customer', value: cleo },
    { kind: 'customer', value: dora },
  ]);
  const sender = {
    send: (topic: string, payload: object, triggeredAt: Date) => {
      const body = jsonBody(payload);
      told.push({ topic, body, at: triggeredAt });
      return { id: '', eventId: '', topic, body, triggeredAt: triggeredAt.toISOString() };
    },
  };
  const floor = createShopFloor({ store, sender, now: () => at });
  const later = (minutes: number): void => {
    at = new Date(at.getTime() + minutes * 60_000);
  };
  const [variant] = sampleProduct.variants;
  const input = {
    cartToken: 'cart-1',
    items: [{ variantId: variant?.id ?? '', quantity: 1 }],
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  };
  floor.changeCart('cart-1', input.items, true);
  later(1);
  const { token } = floor.saveCheckout(input);
  later(3);
  floor.saveCheckout({ ...input, token, items: [{ variantId: variant?.id ?? '', quantity: 2 }] });
  later(2);
  const order = floor.buy(token);
  later(30);
  floor.setInventory(sampleProduct.id, variant?.id ?? '', 0);
  later(5);
  floor.fulfil(order.id);
  later(5);
  floor.saveCheckout({ ...input, cartToken: 'cart-2', email: 'ben@example.com', firstName: 'Ben' });
  later(5);
  floor.setMarketing(sampleCustomer.id, 'unsubscribed');
  later(5);
  floor.setMarketing(cleo.id, 'subscribed');
  floor.saveCheckout({ ...input, cartToken: 'cart-3', email: dora.email, firstName: 'Dora' });
  later(1);
  floor.describe(dora.id, { lastName: 'Marsh' });
  floor.addTags(dora.id, ['vip', 'early']);
  floor.mergeCustomers(cleo.id, dora.id);
  later(5);
  floor.describe(cleo.id, { lastName: 'Marsh' });
  floor.setInventory(sampleProduct.id, variant?.id ?? '', 3);
  floor.cancel(order.id);
  return told;
};

let database: TestDatabase;
let data: Data;
let runs = 0;

beforeAll(async () => {
  database = await testDatabase('shopify history');
  data = await openData(database.connection, { watchClock: false });
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

const readAll = async (shop: string, collection: string, fields: Record<string, 1 | 0>) =>
  database.connection
    .collection(collection)
    .find({ shop })
    .project({ _id: 0, ...fields })
    .toArray();

/** Fields stand in the order in which they were heard of, which says nothing. */
const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => one.localeCompare(other)))
    : value;

const sorted = (rows: readonly object[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row, inOneOrder)).toSorted();

const isWaiting = (row: object): boolean => 'state' in row && row.state === 'waiting';

const isSomebody = (row: object): boolean => !('mergedInto' in row);

/** What is known at the end, without what a shop's name is mixed into. */
const stateOf = async (shop: string) => ({
  contacts: sorted(
    (
      await readAll(shop, 'contacts', {
        address: 1,
        addressIsFormer: 1,
        customerIds: 1,
        formerAddresses: 1,
        formerCustomerIds: 1,
        lastName: 1,
        mergedInto: 1,
      })
    )
      .filter(isSomebody)
      .map((row) => ({
        ...row,
        customerIds: z.array(z.string()).catch([]).parse(row['customerIds']).toSorted(),
      })),
  ),
  orders: sorted(
    await readAll(shop, 'orders', {
      stamp: 1,
      'details.total': 1,
      'details.lines': 1,
      cancelledAt: 1,
      fulfilledAt: 1,
    }),
  ),
  checkouts: sorted(
    await readAll(shop, 'checkouts', { stamp: 1, 'details.lines': 1, 'details.completedAt': 1 }),
  ),
  products: sorted(await readAll(shop, 'products', { stamp: 1, details: 1, stock: 1 })),
  consents: sorted(await readAll(shop, 'consents', { 'statements.key': 1, 'statements.state': 1 })),
  // Whether there were two contacts to merge depends on who was heard of first.
  events: sorted(await readAll(shop, 'store_events', { type: 1 })).filter(
    (event) => !event.includes('contact.merged'),
  ),
  waiting: sorted((await readAll(shop, 'enrollments', { about: 1, dueAt: 1, state: 1 })).filter(isWaiting)),
});

const applyAll = async (told: readonly Told[]): Promise<Awaited<ReturnType<typeof stateOf>>> => {
  runs += 1;
  const shop = asShopId(`history-${runs}.myshopify.com`);
  const flows = wireFlows(data, silentLogger);
  await data.shop.shops.install(shop, {
    platform: 'shopify',
    settings: shopSettings,
    at: new Date('2026-11-01T00:00:00Z'),
  });
  await flows.service.ensurePresets(shop, 'live');
  const insert = createInboxInsert(database.connection);
  const applier = createApplier({
    inbox: data.inbox,
    interpret: interpretShopifyWebhook,
    record: createRecordFacts(data.shop),
    react: flows.react,
    logger: silentLogger,
  });
  for (const [index, { topic, body, at }] of told.entries()) {
    const headers = { 'triggered-at': at.toISOString() };
    const deliveryId = `${runs}-${index}`;
    await insert([
      buildDelivery({
        shop,
        deliveryId,
        topic: shopifyTopicPrefix + topic,
        body: Buffer.from(body),
        headers,
      }),
    ]);
    // By ones and in batches: how deliveries fall together is the worker's business.
    if (index % 3 !== 0) while ((await applier.applyBatch()) > 0);
  }
  while ((await applier.applyBatch()) > 0);
  return stateOf(shop);
};

describe('a history of more than ten webhooks', () => {
  it('ends in one state, in whatever order and however often they come', async () => {
    const history = tellHistory();
    const inOrder = await applyAll(history);
    expect(history.length).toBeGreaterThanOrEqual(10);
    expect(inOrder.orders).toHaveLength(1);
    expect(inOrder.contacts).toHaveLength(3);
    expect(inOrder.contacts.join(' ')).toContain('"formerAddresses":["dora@example.com"]');
    expect(inOrder.waiting).toHaveLength(2);

    const places = [...history.keys()];
    const shuffles = fc.tuple(
      fc.shuffledSubarray(places, { minLength: places.length }),
      fc.shuffledSubarray(places),
    );
    await fc.assert(
      fc.asyncProperty(shuffles, async ([all, again]) => {
        const told = [...all, ...again].flatMap((place) => history[place] ?? []);
        expect(await applyAll(told)).toEqual(inOrder);
      }),
      { numRuns: 12 },
    );
  });
});
