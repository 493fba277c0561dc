import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../lib/clock.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createInboxInsert } from '../../../shop/inbox/inbox-insert.repository.ts';
import { createReconciliationRepository } from '../../../shop/reconciliations.repository.ts';
import { listSilent } from '../../../shop/reconciliations.system.repository.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import { lumen } from '../../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../../testing/shop/far-side.ts';
import type { FarSide } from '../../../testing/shop/far-side.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import { createReconcile } from './reconcile.ts';

let database: ShopDatabase;
let far: FarSide;
const start = new Date('2026-11-01T00:00:00Z');
const clock = createManualClock(start);
const minuteMs = 60_000;
const customerId = '9007199254740993111';

beforeAll(async () => {
  database = await shopDatabase('silent webhooks');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections())
    await database.connection.collection(name).deleteMany({});
  clock.set(start);
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
  await database.repositories.shops.saveBackfill(lumen, { state: 'done', applied: 0 });
});
afterEach(() => far.close());

const poll = (): Promise<unknown> => {
  clock.advance(10 * minuteMs);
  return createReconcile({
    shops: database.repositories.shops,
    known: database.repositories,
    polls: createReconciliationRepository(database.connection),
    admin: far.admin,
    insert: createInboxInsert(database.connection),
    clock,
    logger: silentLogger,
  }).run(lumen);
};

/** At Shopify somebody says yes or no to mail; whether we are told of it is another matter. */
const happens = (state: 'subscribed' | 'unsubscribed'): void =>
  void far.fake.floor.setMarketing(customerId, state, clock.now());

const webhookTells = (): Promise<unknown> => {
  const person = { address: 'ada@lumen.example', customerId: '7' };
  return createRecordFacts(database.repositories)(
    lumen,
    [{ kind: 'customer', person, at: clock.now() }],
    'webhook',
  );
};

const silent = async () => (await listSilent(database.connection)).map(({ shop, kind }) => ({ shop, kind }));

describe('webhooks that do not come', () => {
  it('are not missed where nothing happens', async () => {
    await poll();
    await poll();
    await poll();

    expect(await silent()).toEqual([]);
  });

  it('are held for gone when polls find again and again what they should have told', async () => {
    happens('unsubscribed');
    await poll();
    const once = await silent();
    happens('subscribed');
    await poll();

    expect(once).toEqual([]);
    expect(await silent()).toEqual([{ shop: lumen, kind: 'customers' }]);
    const [row] = await listSilent(database.connection);
    expect(row?.silentSince?.getTime()).toBeLessThan(start.getTime());
  });

  it('are not held for gone while others of the kind come: one that was lost is no dead subscription', async () => {
    happens('unsubscribed');
    await webhookTells();
    await poll();
    happens('subscribed');
    await webhookTells();
    await poll();

    expect(await silent()).toEqual([]);
  });

  it('are forgiven with the first that comes', async () => {
    happens('unsubscribed');
    await poll();
    happens('subscribed');
    await poll();
    const before = await silent();

    await webhookTells();
    await poll();

    expect(before).toHaveLength(1);
    expect(await silent()).toEqual([]);
  });

  it('stay missed through a night in which nothing happens', async () => {
    happens('unsubscribed');
    await poll();
    happens('subscribed');
    await poll();
    clock.advance(8 * 60 * minuteMs);
    await poll();

    expect(await silent()).toHaveLength(1);
  });
});
