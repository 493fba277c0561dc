import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../lib/clock.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createApplier } from '../../../shop/inbox/apply.ts';
import { createInboxInsert } from '../../../shop/inbox/inbox-insert.repository.ts';
import { createInbox } from '../../../shop/inbox/inbox.system.repository.ts';
import { createInterpreter } from '../../../shop/interpret-delivery.ts';
import { createReconciliationRepository } from '../../../shop/reconciliations.repository.ts';
import { listFoundByPoll } from '../../../shop/reconciliations.system.repository.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import { addressDigest } from '../../../shop/person-digest.ts';
import { lumen, buildDelivery } from '../../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../../testing/shop/far-side.ts';
import type { FarSide } from '../../../testing/shop/far-side.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import { checkoutTokenOf } from './checkout-facts.ts';
import { interpretPoll } from './poll-body.ts';
import { wantedScopes } from '../scopes.ts';
import { createReconcile } from './reconcile.ts';

const minuteMs = 60_000;
const start = new Date('2026-11-01T00:00:00Z');
const customerId = '9007199254740993111';
const cart = { cartToken: 'cart-9', items: [{ variantId: '201', quantity: 1 }] };
const person = { firstName: 'Mara', lastName: 'Lind', acceptsMarketing: false };
let database: ShopDatabase;
let far: FarSide;
let counted: string[];
const clock = createManualClock(start);

beforeAll(async () => {
  database = await shopDatabase('reconcile');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections())
    await database.connection.collection(name).deleteMany({});
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
  await database.repositories.shops.saveBackfill(lumen, { state: 'done', applied: 0 });
  clock.set(start);
  counted = [];
});
afterEach(() => far.close());

const reconcile = () =>
  createReconcile({
    shops: database.repositories.shops,
    known: database.repositories,
    polls: createReconciliationRepository(database.connection),
    admin: far.admin,
    insert: createInboxInsert(database.connection),
    clock,
    logger: silentLogger,
    metrics: { found: (kind, count) => counted.push(`${kind} ${count}`) },
  });

const apply = async (): Promise<void> => {
  const applier = createApplier({
    inbox: createInbox(database.connection),
    interpret: createInterpreter({ 'shopify-poll': interpretPoll }),
    record: createRecordFacts(database.repositories),
    react: () => Promise.resolve(),
    logger: silentLogger,
  });
  while ((await applier.applyBatch()) > 0);
};

const none = { orders: 0, customers: 0, checkouts: 0 };

describe('a poll of what changed at Shopify', () => {
  it('finds the order, the customer and the checkout that no webhook told, and has them applied as if one had', async () => {
    const bought = far.fake.floor.saveCheckout({ ...cart, ...person, email: 'new@lumen.example' });
    const order = far.fake.floor.buy(bought.token);
    const left = far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(5 * minuteMs);

    const found = await reconcile().run(lumen);
    await apply();

    const { orders, checkouts, contacts } = database.repositories;
    expect(found).toEqual({ orders: 1, customers: 1, checkouts: 1 });
    expect(counted).toEqual(['orders 1', 'customers 1', 'checkouts 1']);
    expect(await orders.findMany(lumen, [order.id])).toMatchObject([
      { checkoutToken: bought.token, address: 'new@lumen.example', lines: [{ productId: '101' }] },
    ]);
    expect(await checkouts.findMany(lumen, [left.token])).toMatchObject([
      { address: 'mara@lumen.example', lines: [{ variantId: '201' }], total: { amount: '24.00' } },
    ]);
    expect(await contacts.findByAddress(lumen, 'new@lumen.example')).toBeDefined();
  });

  it('finds nothing a second time', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(5 * minuteMs);
    await reconcile().run(lumen);

    expect(await reconcile().run(lumen)).toEqual(none);
    await apply();
    clock.advance(5 * minuteMs);
    expect(await reconcile().run(lumen)).toEqual(none);
    expect(await database.connection.collection('inbox').countDocuments()).toBe(1);
  });

  it('leaves what is so young that its webhook may be on its way', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(minuteMs);

    expect(await reconcile().run(lumen)).toEqual(none);
    expect(await reconcile().run(lumen, { graceMs: 0 })).toMatchObject({ checkouts: 1 });
  });

  it('hears an unsubscribe, and an old statement changes nothing', async () => {
    far.fake.floor.setMarketing(customerId, 'unsubscribed', start);
    clock.advance(5 * minuteMs);

    expect(await reconcile().run(lumen)).toMatchObject({ customers: 1 });
    await apply();
    const digest = addressDigest(lumen, 'mara@lumen.example');
    expect(await database.repositories.consents.find(lumen, digest)).toMatchObject({
      state: 'unsubscribed',
      statedAt: start,
    });
    expect(await reconcile().run(lumen)).toEqual(none);
  });

  it('stays where it was when Shopify fails, and finds everything afterwards', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(5 * minuteMs);
    far.fake.illness.strike('html', 6);

    await expect(reconcile().run(lumen)).rejects.toMatchObject({ code: 'platform_unreachable' });
    clock.advance(3 * 60 * minuteMs);

    expect(await reconcile().run(lumen)).toMatchObject({ checkouts: 1 });
  });

  it.each(['throttled', 'busy', 'truncated', 'late', 'broken', 'revoked'] as const)(
    'is not put off by an answer that is %s',
    async (ill) => {
      far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
      clock.advance(5 * minuteMs);
      far.fake.illness.strike(ill);

      expect(await reconcile().run(lumen)).toMatchObject({ checkouts: 1 });
      expect(far.fake.illness.suffered()).toBe(1);
    },
  );

  it('reads every page', async () => {
    for (let number = 0; number < 60; number += 1)
      far.fake.floor.saveCheckout({ ...cart, ...person, email: `p${number}@lumen.example` });
    clock.advance(5 * minuteMs);

    expect(await reconcile().run(lumen)).toMatchObject({ checkouts: 60 });
  });

  it('reads on when the merchant has not granted one of the lists, and all of it once they have', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    far.fake.floor.setMarketing(customerId, 'unsubscribed', start);
    clock.advance(5 * minuteMs);
    far.fake.grant(wantedScopes.filter((scope) => !scope.endsWith('_customers')));

    expect(await reconcile().run(lumen)).toEqual({ ...none, checkouts: 1 });
    far.fake.grant(wantedScopes);

    expect(await reconcile().run(lumen)).toEqual({ ...none, customers: 1 });
  });

  it('waits for the back-fill, and leaves shops that have gone', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(5 * minuteMs);
    await database.repositories.shops.saveBackfill(lumen, { state: 'running', applied: 0 });
    expect(await reconcile().run(lumen)).toEqual(none);

    await database.repositories.shops.saveBackfill(lumen, { state: 'done', applied: 0 });
    await database.repositories.shops.markUninstalled(lumen, new Date('2026-12-01T00:00:00Z'));
    expect(await reconcile().run(lumen)).toEqual(none);
  });

  it('is a figure of health: who was found out, when, and how much in all', async () => {
    far.fake.floor.saveCheckout({ ...cart, ...person, email: 'mara@lumen.example' });
    clock.advance(5 * minuteMs);
    await reconcile().run(lumen);

    const [found] = await listFoundByPoll(database.connection, start);
    expect(found).toMatchObject({ shop: lumen, kind: 'checkouts', found: 1, foundInAll: 1 });
    expect(await listFoundByPoll(database.connection, clock.now())).toEqual([]);
  });
});

describe('what a poll put into the inbox', () => {
  const deliver = (topic: string, body: string) =>
    interpretPoll({
      ...buildDelivery({ topic, body: Buffer.from(body) }),
      id: '1',
      receivedAt: start,
      failures: 0,
      error: undefined,
    });

  it.each([
    ['no JSON', '{', 'payload_undecodable'],
    ['no node', '{"root":1}', 'payload_invalid'],
    ['a node without its fields', '{"root":{"id":"1"},"children":[]}', 'payload_invalid'],
  ])('is refused with a code when it is %s', (_what, body, code) => {
    expect(() => deliver('shopify-poll:orders', body)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused when it is of a kind nobody reads', () => {
    expect(() => deliver('shopify-poll:dreams', '{"root":{"id":"1"},"children":[]}')).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });

  it('knows a checkout by the token of its recovery link', () => {
    expect(
      [
        'https://a.example/548380009/checkouts/tok1/recover?key=x',
        'https://a.example/checkouts/ac/tok2/recover?key=x',
        'https://a.example/checkouts/cn/tok3?x',
        'https://a.example/nothing',
      ].map(checkoutTokenOf),
    ).toEqual(['tok1', 'tok2', 'tok3', undefined]);
  });
});
