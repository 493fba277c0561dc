import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../../lib/brand.ts';
import { createManualClock } from '../../../lib/clock.ts';
import { parseJson } from '../../../lib/json.ts';
import { currentSubscription } from '../../../shop/billing/subscription.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import { createShopRepositories } from '../../../shop/shop-repositories.repository.ts';
import type { ShopRepositories } from '../../../shop/shop-repositories.repository.ts';
import { billingRoot } from '../../../testing/fake-shopify/admin-api/billing-root.ts';
import { demoSchema } from '../../../testing/fake-shopify/admin-api/demo-schema.ts';
import { executeAdmin } from '../../../testing/fake-shopify/admin-api/execute-admin.ts';
import { createFarSideBilling } from '../../../testing/fake-shopify/far-side-billing.ts';
import { sampleShop } from '../../../testing/fake-shopify/far-side-samples.ts';
import { createFarSideStore } from '../../../testing/fake-shopify/far-side-store.ts';
import { testDatabase } from '../../../testing/mongo.ts';
import type { TestDatabase } from '../../../testing/mongo.ts';
import { shopSettings } from '../../../testing/shop/shop-settings.ts';
import type { AdminClient } from '../admin-client.ts';
import { webhookTopics } from '../webhook-topics.ts';
import { createReadSubscriptions } from './read-subscriptions.ts';

const shop = asShopId(sampleShop.domain);
let database: TestDatabase;
let repositories: ShopRepositories;
beforeAll(async () => {
  database = await testDatabase('read subscriptions');
});
afterAll(() => database.drop());

const start = new Date('2026-11-01T09:00:00Z');

const open = () => {
  const clock = createManualClock(start);
  const store = createFarSideStore(sampleShop);
  const sent: { topic: string; payload: object; at: Date }[] = [];
  const sender = {
    send: (topic: string, payload: object, at: Date) => {
      sent.push({ topic, payload, at });
      return { id: '1', eventId: '1', topic, body: '', triggeredAt: at.toISOString() };
    },
  };
  const admin: AdminClient = {
    request: async (_shop, { query, variables, schema }) => {
      const rootValue = billingRoot(store, () => []);
      const answer = await executeAdmin({ schema: demoSchema, query, variables, rootValue, bulk: false });
      expect(answer.errors).toBeUndefined();
      return schema.parse(answer.data);
    },
  };
  const far = createFarSideBilling({ store, sender, now: () => clock.now() });
  const read = createReadSubscriptions({ admin, shops: repositories.shops, clock });
  const record = createRecordFacts(repositories);
  /** Every webhook sent since, in the order given. */
  const hear = async (inOrder: (count: number) => readonly number[]): Promise<void> => {
    const pending = sent.splice(0);
    for (const index of inOrder(pending.length)) {
      const { topic, payload, at } = pending[index] ?? { topic: '', payload: {}, at: start };
      const body = parseJson(JSON.stringify(payload));
      const facts = webhookTopics.get(topic)?.interpret(body, { topic, triggeredAt: at, digest: 'd' }) ?? [];
      await record(shop, facts, 'webhook');
    }
  };
  return { clock, far, read, hear };
};

const current = async () => currentSubscription((await repositories.shops.find(shop))?.subscriptions);
const forwards = (count: number) => Array.from({ length: count }, (_, index) => index);
const backwards = (count: number) => forwards(count).toReversed();

beforeEach(async () => {
  await database.connection.dropDatabase();
  repositories = createShopRepositories(database.connection);
  await repositories.shops.install(shop, { platform: 'shopify', settings: shopSettings, at: start });
});

describe('what a shop pays for at Shopify', () => {
  it('is known by asking, with the end of its trial', async () => {
    const { far, read } = open();
    far.subscribe({ handle: 'starter', price: '19.00', trialDays: 14 });

    await read(shop);

    expect(await current()).toMatchObject({
      plan: 'starter',
      status: 'active',
      trialEndsAt: new Date('2026-11-15T09:00:00Z'),
      periodEndsAt: new Date('2026-12-01T09:00:00Z'),
    });
  });

  it.each([
    ['in order', forwards],
    ['the other way round', backwards],
  ] as const)('is known by webhook, a change of plan told %s', async (_how, order) => {
    const { clock, far, hear } = open();
    far.subscribe({ handle: 'starter', price: '19.00' });
    clock.advance(60_000);
    far.subscribe({ handle: 'growth', price: '49.00' });

    await hear(order);

    expect(await current()).toMatchObject({ plan: 'growth', status: 'active' });
  });

  it('freezes and thaws', async () => {
    const { clock, far, hear } = open();
    const { id } = far.subscribe({ handle: 'starter', price: '19.00' });
    clock.advance(1000);
    far.turn(id, 'FROZEN');
    await hear(forwards);
    expect(await current()).toMatchObject({ status: 'frozen' });

    clock.advance(1000);
    far.turn(id, 'ACTIVE');
    await hear(forwards);
    expect(await current()).toMatchObject({ status: 'active' });
  });

  it('is over when no webhook told that it was given up', async () => {
    const { clock, far, read, hear } = open();
    const { id } = far.subscribe({ handle: 'starter', price: '19.00' });
    await hear(forwards);
    clock.advance(1000);
    far.turn(id, 'CANCELLED');

    await read(shop);

    expect(await current()).toBeUndefined();
  });

  it('is not undone by news from before it was read', async () => {
    const { clock, far, read, hear } = open();
    const { id } = far.subscribe({ handle: 'starter', price: '19.00' });
    clock.advance(1000);
    far.turn(id, 'CANCELLED');
    clock.advance(1000);
    await read(shop);

    await hear(backwards);

    expect(await current()).toBeUndefined();
  });

  it('survives many news at once', async () => {
    const { far } = open();
    const told = Array.from({ length: 8 }, (_, day) => ({
      id: `s${day}`,
      plan: 'starter',
      status: 'ended' as const,
      createdAt: new Date(start.getTime() + day),
      heardAt: start,
    }));
    far.subscribe({ handle: 'starter', price: '19.00' });

    await Promise.all(told.map((each) => repositories.shops.applySubscriptions(shop, { told: [each] })));

    expect((await repositories.shops.find(shop))?.subscriptions).toHaveLength(8);
  });

  it('of a shop that is not there is nothing', async () => {
    const stranger = asShopId('stranger.myshopify.com');
    await repositories.shops.applySubscriptions(stranger, { told: [], completeAt: start });
    expect(await repositories.shops.find(stranger)).toBeUndefined();
  });
});
