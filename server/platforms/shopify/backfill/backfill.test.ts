import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, sleep } from '../../../lib/clock.ts';
import { silentLogger } from '../../../lib/logger.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import { addressDigest } from '../../../shop/person-digest.ts';
import { createInboxInsert } from '../../../shop/inbox/inbox-insert.repository.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import { lumen } from '../../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../../testing/shop/shop-database.ts';
import { startFarSide } from '../../../testing/shop/far-side.ts';
import type { FarSide } from '../../../testing/shop/far-side.ts';
import { wantedScopes } from '../scopes.ts';
import { createBackfill } from './backfill.ts';
import type { Backfill, BackfillDeps } from './backfill.ts';

let database: ShopDatabase;
let farSide: FarSide;

beforeAll(async () => {
  database = await shopDatabase('backfill');
  farSide = await startFarSide(database.repositories);
});
afterAll(async () => {
  await farSide.close();
  await database.drop();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  await farSide.ensureInstalled(lumen, farSide.sessionToken());
});

const backfillWith = (changes: Partial<BackfillDeps> = {}): Backfill =>
  createBackfill({
    shops: database.repositories.shops,
    admin: farSide.admin,
    record: createRecordFacts(database.repositories),
    insert: createInboxInsert(database.connection),
    clock: createManualClock(new Date('2026-11-01T00:00:00Z')),
    logger: silentLogger,
    ...changes,
  });

const bodyOf = (lines: readonly string[]): Response => new Response(lines.join('\n'));

describe('back-fill', () => {
  it('reads products, customers with their consent, and orders', async () => {
    const progress = await backfillWith().run(lumen);

    const { products, contacts, consents, orders } = database.repositories;
    const contact = await contacts.findByAddress(lumen, 'mara@lumen.example');
    const consent = await consents.find(lumen, addressDigest(lumen, 'mara@lumen.example'));
    const [order] = await orders.findMany(lumen, ['9007199254740993777']);
    expect(progress).toMatchObject({ state: 'done', broken: 0 });
    expect(await products.findMany(lumen, ['101'])).toMatchObject([{ title: 'Night lamp', vendor: 'Lumen' }]);
    expect(contact).toMatchObject({ firstName: 'Mara', customerIds: ['9007199254740993111'] });
    expect(consent?.state).toBe('subscribed');
    expect(order).toMatchObject({
      contact: contact?.id,
      lines: [{ productId: '101', variantId: '201', quantity: 2 }],
      fulfilledAt: new Date('2026-05-03T10:00:00.000Z'),
    });
  });

  it('marks what it tells as the past, so that it starts no flow', async () => {
    await backfillWith().run(lumen);

    const heard = await database.connection.collection('store_events').distinct('sources');

    expect(heard).toEqual(['backfill']);
  });

  it('shows where it is and that it is done', async () => {
    await backfillWith().run(lumen);

    const shop = await database.repositories.shops.find(lumen);

    expect(shop?.backfill?.state).toBe('done');
    expect(shop?.backfill?.applied).toBeGreaterThan(3);
  });

  it('sets a line aside that is broken in the middle, and applies the rest', async () => {
    const line = (id: string): string =>
      JSON.stringify({
        id: `gid://shopify/Product/${id}`,
        title: id,
        status: 'ACTIVE',
        updatedAt: '2026-01-01T00:00:00Z',
      });
    let files = 0;
    const download = (): Promise<Response> => {
      files += 1;
      const broken = [
        line('1'),
        '{"id":"gid://shopify/Prod',
        line('2'),
        '{"id":"gid://x/Product/3"}',
        line('4'),
      ];
      return Promise.resolve(bodyOf(files === 1 ? broken : []));
    };

    const progress = await backfillWith({ download }).run(lumen);

    const found = await database.repositories.products.findMany(lumen, ['1', '2', '3', '4']);
    expect(found.map(({ id }) => id).toSorted()).toEqual(['1', '2', '4']);
    expect(progress).toMatchObject({ state: 'done', applied: 3, broken: 2 });
    const kept = await database.connection.collection('inbox').find().sort({ 'headers.line': 1 }).toArray();
    expect(kept).toMatchObject([
      { state: 'quarantined', error: 'payload_undecodable', headers: { line: '2' } },
      { state: 'quarantined', error: 'payload_invalid', headers: { line: '4' } },
    ]);
  });

  it('stops without an error where the merchant has not granted it, and goes on once they have', async () => {
    farSide.fake.grant(wantedScopes.filter((scope) => !scope.endsWith('_customers')));

    const stopped = await backfillWith().run(lumen);
    farSide.fake.grant(wantedScopes);
    const progress = await backfillWith().run(lumen);

    expect(stopped).toMatchObject({ state: 'failed', phase: 'customers', error: 'scope_not_granted' });
    expect(progress.state).toBe('done');
  });

  it('goes on in the phase and at the line where it stopped', async () => {
    const record = createRecordFacts(database.repositories);
    const first = backfillWith({
      record: (shop, facts, source) =>
        facts.some(({ kind }) => kind === 'order')
          ? Promise.reject(new TypeError('gone'))
          : record(shop, facts, source),
    });
    await expect(first.run(lumen)).rejects.toMatchObject({ code: 'backfill_failed' });
    const stopped = (await database.repositories.shops.find(lumen))?.backfill;
    const kinds = new Set<string>();

    const progress = await backfillWith({
      record: (shop, facts, source) => {
        for (const { kind } of facts) kinds.add(kind);
        return record(shop, facts, source);
      },
    }).run(lumen);

    expect(stopped).toMatchObject({ state: 'failed', phase: 'orders', error: 'internal_error' });
    expect([...kinds]).toEqual(['order']);
    expect(progress.state).toBe('done');
  });

  it('takes back what it had counted of a phase that has to begin again', async () => {
    await backfillWith().run(lumen);
    const whole = (await database.repositories.shops.find(lumen))?.backfill?.applied;
    await database.repositories.shops.saveBackfill(lumen, {
      state: 'failed',
      applied: 1000,
      phase: 'products',
      operation: 'gid://shopify/BulkOperation/1',
      offset: 1000,
    });

    expect(await backfillWith().run(lumen)).toMatchObject({ state: 'done', applied: whole });
  });

  it('says of how many lines it has read how many', async () => {
    const said: BackfillProgress[] = [];
    const { shops } = database.repositories;
    const saveBackfill: typeof shops.saveBackfill = (shop, progress) => {
      said.push(progress);
      return shops.saveBackfill(shop, progress);
    };

    await backfillWith({ shops: { ...shops, saveBackfill } }).run(lumen);

    const orders = said.filter(({ phase }) => phase === 'orders');
    expect(orders.at(-1)).toMatchObject({ offset: 2, total: 2 });
    expect(said.map(({ applied }) => applied)).toEqual(
      said.map(({ applied }) => applied).toSorted((a, b) => a - b),
    );
  });

  it('is not said to have failed when its worker only ends', async () => {
    const ending = new AbortController();
    const record = createRecordFacts(database.repositories);
    const stopping = backfillWith({
      record: (shop, facts, source) => {
        ending.abort();
        return record(shop, facts, source);
      },
    });

    await expect(stopping.run(lumen, ending.signal)).rejects.toMatchObject({ code: 'interrupted' });

    expect((await database.repositories.shops.find(lumen))?.backfill?.state).toBe('running');
    expect(await backfillWith().run(lumen)).toMatchObject({ state: 'done' });
  });

  it('leaves nothing under way when it throws', async () => {
    let open = 0;
    const record = createRecordFacts(database.repositories);
    const failing = backfillWith({
      record: async (shop, facts, source) => {
        open += 1;
        await sleep(20);
        const recorded = await record(shop, facts, source);
        open -= 1;
        if (facts.some(({ kind }) => kind === 'order')) throw new TypeError('gone');
        return recorded;
      },
    });

    await expect(failing.run(lumen)).rejects.toMatchObject({ code: 'backfill_failed' });
    expect(open).toBe(0);
  });

  it('asks again when the result it kept has expired', async () => {
    await database.repositories.shops.saveBackfill(lumen, {
      state: 'failed',
      applied: 7,
      phase: 'orders',
      operation: 'gid://shopify/BulkOperation/1',
      offset: 5,
    });

    const progress = await backfillWith().run(lumen);

    expect(progress.state).toBe('done');
    expect(await database.repositories.orders.findMany(lumen, ['9007199254740993777'])).toHaveLength(1);
  });

  it('can be run twice and ends the same', async () => {
    await backfillWith().run(lumen);
    const before = await database.connection.collection('orders').find().toArray();

    await backfillWith().run(lumen);

    expect(await database.connection.collection('orders').find().toArray()).toEqual(before);
  });
});
