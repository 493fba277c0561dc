import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen } from '../testing/shop/build-delivery.ts';
import {
  buildCheckoutFact,
  buildOrderFact,
  buildPerson,
  builtAt,
  minutesLater,
} from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { EncoreError } from '../lib/errors.ts';
import type { FactOf } from './facts.ts';
import { addressDigest } from './person-digest.ts';
import { createRecordFacts } from './record-facts.ts';
import { redactionRows } from './redactions.model.ts';
import { createRedactionSweep } from './redactions.system.repository.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';

let database: ShopDatabase;
beforeAll(async () => {
  database = await shopDatabase('redactions');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections())
    await database.connection.collection(name).deleteMany({});
});

const redaction = (at = minutesLater(60)): FactOf<'redact-person'> => ({
  kind: 'redact-person',
  person: { address: 'mara@lumen.example' },
  orderIds: [],
  at,
});

const everything = async (): Promise<string> => {
  const collections = await database.connection.listCollections();
  const rows = await Promise.all(
    collections.map(({ name }) => database.connection.collection(name).find().toArray()),
  );
  return JSON.stringify(rows);
};

const recordWith = (changes: Partial<ShopRepositories>) =>
  createRecordFacts({ ...database.repositories, ...changes });
const record = (...facts: Parameters<ReturnType<typeof createRecordFacts>>[1]) =>
  recordWith({})(lumen, facts, 'webhook');

describe('a redaction', () => {
  it('finds everything the person was known by before, from an address alone', async () => {
    await record(buildOrderFact({}, buildPerson({ address: 'earlier@lumen.example' })));
    await record({ kind: 'customer', person: buildPerson(), at: minutesLater(5) });

    const { erased } = await record(redaction());

    expect(erased[0]?.addresses.toSorted()).toEqual(['earlier@lumen.example', 'mara@lumen.example']);
    expect(erased[0]?.customerIds).toEqual(['9007199254740993111']);
    // Store events hold the customer's id; they go with everything else that is theirs, outside of these rows.
    expect(await everything()).not.toMatch(/mara|earlier@/i);
  });

  it('that is cut short is done again whole, though the rows that told of the person are empty by then', async () => {
    await record(buildOrderFact(), buildCheckoutFact());
    const dies: Partial<ShopRepositories> = {
      contacts: {
        ...database.repositories.contacts,
        redact: async (...args) => {
          await database.repositories.contacts.redact(...args);
          throw new EncoreError('interrupted');
        },
      },
    };
    await expect(recordWith(dies)(lumen, [redaction()], 'webhook')).rejects.toThrow(EncoreError);

    const { erased, events } = await record(redaction());

    expect(erased[0]?.contacts).toHaveLength(1);
    expect(erased[0]?.digests).toHaveLength(2);
    expect(events.map(({ type }) => type)).toEqual(['contact.redacted']);
    expect(await everything()).not.toMatch(/mara|9007199254740993111/i);
  });

  it('that comes while the person is being written wins over what was written', async () => {
    const { orders } = database.repositories;
    const overtaken = recordWith({
      orders: {
        ...orders,
        applyMany: async (...args) => {
          await record(redaction());
          await orders.applyMany(...args);
        },
      },
    });

    const { erased } = await overtaken(lumen, [buildOrderFact()], 'webhook');

    expect(erased).toHaveLength(1);
    expect(await everything()).not.toMatch(/mara|9007199254740993111/i);
    expect(await orders.findMany(lumen, ['5001'])).toHaveLength(1);
  });

  it('costs nobody anything who came after it', async () => {
    await record(redaction(minutesLater(-60)));

    const { erased } = await record(buildOrderFact({ placedAt: builtAt }));

    expect(erased).toEqual([]);
    expect(await everything()).toMatch(/mara@lumen.example/);
  });
});

describe('redactions to come back to', () => {
  const sweep = () => createRedactionSweep(database.connection);

  it('are told once they are old enough, and until somebody was there', async () => {
    await record(buildOrderFact());
    await record(redaction());

    const young = await sweep().unswept(60_000, 10);
    const due = await sweep().unswept(0, 10);
    for (const one of due) await sweep().swept(one);

    expect(young).toEqual([]);
    expect(due.map(({ digest }) => digest)).toContain(addressDigest(lumen, 'mara@lumen.example'));
    expect(due[0]?.contacts).toHaveLength(1);
    expect(await sweep().unswept(0, 10)).toEqual([]);
  });

  it('are told again when the person was redacted meanwhile', async () => {
    await record(redaction());
    const [first] = await sweep().unswept(0, 10);
    await redactionRows(database.connection).updateMany(
      {},
      { $set: { unsweptSince: new Date('2100-01-01') } },
    );

    if (first !== undefined) await sweep().swept(first);

    expect(await redactionRows(database.connection).countDocuments({ unsweptSince: { $exists: true } })).toBe(
      1,
    );
  });
});
