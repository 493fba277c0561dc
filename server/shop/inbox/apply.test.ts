import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildDelivery, lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { buildOrderFact, buildPerson, minutesLater } from '../../testing/shop/build-facts.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { StoreFact } from '../facts.ts';
import { addressDigest } from '../person-digest.ts';
import { createRecordFacts } from '../record-facts.ts';
import { createApplier } from './apply.ts';
import type { Applier, ApplierDeps, PrivacyPort } from './apply.ts';
import { createInboxInsert } from './inbox-insert.repository.ts';
import { inboxRows } from './inbox.model.ts';
import { createInbox } from './inbox.system.repository.ts';

let database: ShopDatabase;

beforeAll(async () => {
  database = await shopDatabase('apply');
});
afterAll(() => database.drop());
beforeEach(() => inboxRows(database.connection).deleteMany({}));

const factsOf = new Map<string, StoreFact[]>();

const applierWith = (changes: Partial<ApplierDeps> = {}): Applier =>
  createApplier({
    inbox: createInbox(database.connection),
    interpret: ({ deliveryId }) => factsOf.get(deliveryId) ?? [],
    record: createRecordFacts(database.repositories),
    react: () => Promise.resolve(),
    logger: silentLogger,
    ...changes,
  });

const store = async (deliveries: Readonly<Record<string, StoreFact[]>>): Promise<void> => {
  for (const [deliveryId, facts] of Object.entries(deliveries)) factsOf.set(deliveryId, facts);
  await createInboxInsert(database.connection)(
    Object.keys(deliveries).map((deliveryId) => buildDelivery({ deliveryId })),
  );
};

const noPrivacy: PrivacyPort = {
  forgetPerson: async () => {},
  forgetShop: async () => {},
  answer: async () => {},
};

const statesOf = async (): Promise<Record<string, string>> => {
  const rows = await inboxRows(database.connection).find().sort({ _id: 1 }).toArray();
  return Object.fromEntries(rows.map(({ deliveryId, state }) => [deliveryId, state]));
};

describe('applying a batch', () => {
  it('writes facts, then reacts, then marks', async () => {
    await store({ a: [buildOrderFact({ id: 'a1' })] });
    const seen: unknown[] = [];
    const applier = applierWith({
      react: async (shop, events) => {
        const [order] = await database.repositories.orders.findMany(shop, ['a1']);
        seen.push(order?.id, events[0]?.type, await statesOf());
      },
    });

    const count = await applier.applyBatch();

    expect(count).toBe(1);
    expect(seen).toEqual(['a1', 'order.placed', { a: 'stored' }]);
    expect(await statesOf()).toEqual({ a: 'applied' });
  });

  it('says zero when there is nothing to do', async () => {
    expect(await applierWith().applyBatch()).toBe(0);
  });

  it('keeps digests of the people in the applied row', async () => {
    await store({ a: [buildOrderFact()] });

    await applierWith().applyBatch();

    const row = await inboxRows(database.connection).findOne({ deliveryId: 'a' });
    expect(row?.persons).toContain(addressDigest(lumen, buildPerson().address ?? ''));
  });

  it('reacts again when the mark was lost, with the same events', async () => {
    await store({ a: [buildOrderFact()] });
    const reactions: string[][] = [];
    const applier = applierWith({
      react: (_shop, events) => {
        reactions.push(events.map(({ id }) => id));
        return Promise.resolve();
      },
    });
    await applier.applyBatch();
    await inboxRows(database.connection).updateMany({}, { $set: { state: 'stored' } });

    await applier.applyBatch();

    expect(reactions).toHaveLength(2);
    expect(reactions[1]).toEqual(reactions[0]);
  });

  it('quarantines what can not be read and applies its neighbours', async () => {
    await store({ a: [buildOrderFact({ id: 'a2' })], bad: [], worse: [], z: [buildOrderFact({ id: 'z2' })] });
    const applier = applierWith({
      interpret: ({ deliveryId }) => {
        if (deliveryId === 'bad') throw new EncoreError('payload_undecodable');
        if (deliveryId === 'worse') throw new EncoreError('payload_invalid');
        return factsOf.get(deliveryId) ?? [];
      },
    });

    await applier.applyBatch();

    expect(await statesOf()).toEqual({
      a: 'applied',
      bad: 'quarantined',
      worse: 'quarantined',
      z: 'applied',
    });
    expect(await database.repositories.orders.findMany(lumen, ['a2', 'z2'])).toHaveLength(2);
  });

  it('lets one failing delivery spoil nobody else', async () => {
    await store({ a: [buildOrderFact({ id: 'a3' })], poison: [buildOrderFact({ id: 'poison' })] });
    const applier = applierWith({
      react: (_shop, events) =>
        events.some(({ about }) => about === 'poison')
          ? Promise.reject(new TypeError('no'))
          : Promise.resolve(),
    });

    await applier.applyBatch();

    expect(await statesOf()).toEqual({ a: 'applied', poison: 'stored' });
    expect((await inboxRows(database.connection).findOne({ deliveryId: 'poison' }))?.failures).toBe(1);
  });

  it('keeps shops apart', async () => {
    factsOf.set('same', [buildOrderFact({ id: 'same' })]);
    await createInboxInsert(database.connection)([
      buildDelivery({ deliveryId: 'same' }),
      buildDelivery({ deliveryId: 'same', shop: umbra }),
    ]);
    const shops: string[] = [];

    await applierWith({
      react: (shop) => {
        shops.push(shop);
        return Promise.resolve();
      },
    }).applyBatch();

    expect(shops.toSorted()).toEqual([lumen, umbra]);
    expect(await database.repositories.orders.findMany(umbra, ['same'])).toHaveLength(1);
  });

  it('leaves no body that names somebody redacted', async () => {
    await store({ a: [buildOrderFact()] });
    await applierWith().applyBatch();
    await store({
      r: [{ kind: 'redact-person', person: buildPerson(), orderIds: [], at: minutesLater(60) }],
      late: [buildOrderFact({ updatedAt: minutesLater(61) })],
    });

    await applierWith().applyBatch();

    const bodies = await inboxRows(database.connection).countDocuments({ body: { $exists: true } });
    expect(bodies).toBe(0);
    expect(Object.values(await statesOf())).toEqual(['applied', 'applied', 'applied']);
  });

  it('forgets a shop that asks for it', async () => {
    await store({ a: [buildOrderFact({ id: 'a9' })] });
    await applierWith().applyBatch();
    await store({ gone: [{ kind: 'shop-redacted', at: minutesLater(1) }] });
    const forgotten: string[] = [];

    await applierWith({
      privacy: {
        ...noPrivacy,
        forgetShop: async (shop) => void forgotten.push(shop),
      },
    }).applyBatch();

    expect(await statesOf()).toEqual({ gone: 'applied' });
    expect(forgotten).toEqual([lumen]);
    expect(await database.repositories.orders.findMany(lumen, ['a9'])).toEqual([]);
  });
});
