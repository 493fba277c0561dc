import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildDelivery, lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import type { GroupInsert } from './group-commit.ts';
import type { NewDelivery } from '../delivery.ts';
import { createInboxInsert } from './inbox-insert.repository.ts';
import { inboxRows } from './inbox.model.ts';
import type { InboxRow } from './inbox.model.ts';
import { createInbox } from './inbox.system.repository.ts';
import type { Inbox } from './inbox.system.repository.ts';

let database: ShopDatabase;
let insert: GroupInsert<NewDelivery>;
let inbox: Inbox;

beforeAll(async () => {
  database = await shopDatabase('inbox');
  insert = createInboxInsert(database.connection);
  inbox = createInbox(database.connection);
});
afterAll(() => database.drop());
beforeEach(() => inboxRows(database.connection).deleteMany({}));

const rowOf = (id: string): Promise<InboxRow | null> =>
  inboxRows(database.connection).findOne({ _id: `${lumen}/${id}` });

/** Claims end with the database's clock; tests can't wait for it. */
const endClaims = (): Promise<unknown> =>
  inboxRows(database.connection).updateMany({}, { $unset: { claimUntil: 1 } });

const ids = (deliveries: readonly { readonly deliveryId: string }[]): readonly string[] =>
  deliveries.map(({ deliveryId }) => deliveryId);

describe('storing deliveries', () => {
  it('says of each row whether it is new', async () => {
    await insert([buildDelivery({ deliveryId: 'a' })]);

    const outcomes = await insert(['b', 'a', 'c'].map((deliveryId) => buildDelivery({ deliveryId })));

    expect(outcomes).toEqual(['stored', 'held', 'stored']);
    expect(await inbox.countStored()).toBe(3);
  });

  it('keeps two shops with one delivery id apart', async () => {
    const outcomes = await insert([buildDelivery(), buildDelivery({ shop: umbra })]);

    expect(outcomes).toEqual(['stored', 'stored']);
  });

  it('keeps the body byte for byte', async () => {
    const body = Buffer.from([0xff, 0x00, 0x7b, 0xc3, 0x28]);
    await insert([buildDelivery({ body })]);

    const [claimed] = await inbox.claim(1);

    expect(claimed?.body.equals(body)).toBe(true);
  });

  it('keeps what is ignored for seven days, holding nobody up', async () => {
    await insert([buildDelivery({ deliveryId: 'i', state: 'ignored', body: Buffer.alloc(0) })]);

    const row = await rowOf('i');

    expect(row?.body).toBeUndefined();
    expect((row?.expiresAt?.getTime() ?? 0) - (row?.receivedAt.getTime() ?? 0)).toBe(7 * 86_400_000);
    expect(await inbox.claim(10)).toEqual([]);
    expect((await inbox.heldShops([lumen])).size).toBe(0);
  });
});

describe('claiming', () => {
  it('gives what holds mails first, then by arrival', async () => {
    for (const [deliveryId, kind] of [
      ['n1', 'normal'],
      ['h1', 'holds'],
      ['n2', 'normal'],
      ['h2', 'holds'],
    ] as const)
      await insert([buildDelivery({ deliveryId, class: kind })]);

    const claimed = await inbox.claim(10);

    expect(ids(claimed)).toEqual(['h1', 'h2', 'n1', 'n2']);
  });

  it('gives nobody else what is claimed', async () => {
    await insert(Array.from({ length: 20 }, (_, index) => buildDelivery({ deliveryId: `d${index}` })));

    const shares = await Promise.all([inbox.claim(20), inbox.claim(20), inbox.claim(20)]);

    const all = shares.flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(20);
    expect(await inbox.claim(20)).toEqual([]);
  });

  it('gives it again when its holder has vanished', async () => {
    await insert([buildDelivery()]);
    await inbox.claim(1);

    await endClaims();

    expect(await inbox.claim(1)).toHaveLength(1);
  });

  it('uses the index of what is open', async () => {
    const open = inboxRows(database.connection)
      .find({ state: 'stored' })
      .sort({ priority: 1, receivedAt: 1 });

    const plan = JSON.stringify(await open.explain());

    expect(plan).toContain('"indexName":"stored"');
    expect(plan).not.toContain('"stage":"SORT"');
  });
});

describe('the barrier', () => {
  it('holds a shop from storing to applying', async () => {
    await insert([buildDelivery(), buildDelivery({ shop: umbra, class: 'normal' })]);
    const before = await inbox.heldShops([lumen, umbra]);

    await inbox.markApplied([{ id: `${lumen}/delivery-1`, persons: [] }]);

    expect([...before]).toEqual([lumen]);
    expect((await inbox.heldShops([lumen, umbra])).size).toBe(0);
  });
});

describe('settling', () => {
  it('keeps applied ones for fourteen days, with the digests of their people', async () => {
    await insert([buildDelivery({ deliveryId: 'a' })]);

    await inbox.markApplied([{ id: `${lumen}/a`, persons: ['digest'] }]);

    const row = await rowOf('a');
    expect(row).toMatchObject({ state: 'applied', persons: ['digest'] });
    expect(row?.holds).toBeUndefined();
    expect(row?.expiresAt?.getTime()).toBeGreaterThan((row?.receivedAt.getTime() ?? 0) + 13 * 86_400_000);
  });

  it('quarantines at the third failure and lets the shop go', async () => {
    await insert([buildDelivery({ deliveryId: 'f' })]);

    for (const _try of [1, 2]) await inbox.fail(`${lumen}/f`, 'internal_error');
    const afterTwo = await rowOf('f');
    await inbox.fail(`${lumen}/f`, 'internal_error');

    const row = await rowOf('f');
    expect(afterTwo).toMatchObject({ state: 'stored', holds: true, failures: 2 });
    expect(row).toMatchObject({ state: 'quarantined', error: 'internal_error', failures: 3 });
    expect((await inbox.heldShops([lumen])).size).toBe(0);
    expect(await inbox.isIdle()).toBe(true);
  });

  it('does not give a failed one back at once', async () => {
    await insert([buildDelivery({ deliveryId: 'f' })]);
    await inbox.claim(1);

    await inbox.fail(`${lumen}/f`, 'internal_error');

    expect(await inbox.claim(1)).toEqual([]);
    expect(await inbox.isIdle()).toBe(false);
  });

  it('quarantines at once what no second try can mend', async () => {
    await insert([buildDelivery({ deliveryId: 'q' })]);

    await inbox.quarantine(`${lumen}/q`, 'payload_undecodable');

    expect(await rowOf('q')).toMatchObject({ state: 'quarantined', error: 'payload_undecodable' });
  });

  it('erases the bodies that name a person, of that shop only', async () => {
    await insert([buildDelivery({ deliveryId: 'a' }), buildDelivery({ deliveryId: 'b' })]);
    await inbox.markApplied([
      { id: `${lumen}/a`, persons: ['mara'] },
      { id: `${lumen}/b`, persons: ['noor'] },
    ]);

    await inbox.eraseBodies(umbra, ['mara', 'noor']);
    await inbox.eraseBodies(lumen, ['mara']);

    expect((await rowOf('a'))?.body).toBeUndefined();
    expect((await rowOf('b'))?.body).toBeDefined();
  });
});
