import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { Predicate } from '../../engine/predicate.ts';
import { asContactId, asShopId } from '../../lib/brand.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import type { PersonFacts } from '../../shop/facts.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import {
  arbitraryPeople,
  arbitraryPredicate,
  reckonedAt,
} from '../../testing/predicates/arbitrary-predicates.ts';
import { openPredicateWorld } from '../../testing/predicates/predicate-world.ts';
import type { PredicateWorld } from '../../testing/predicates/predicate-world.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { predicateBattery, threePeople } from './predicate.battery.ts';
import { createSegmentQuery } from './segment-query.repository.ts';

let database: ShopDatabase;
let world: PredicateWorld;

beforeAll(async () => {
  database = await shopDatabase('predicates');
  world = await openPredicateWorld(database.connection);
});

afterAll(() => database.drop());

describe('predicates in memory', () => {
  beforeAll(() => world.settle(threePeople));
  predicateBattery(() => world.memory);
});

describe('predicates in MongoDB', () => {
  beforeAll(() => world.settle(threePeople));
  predicateBattery(() => world.mongo);

  it('looks at those only who were named', async () => {
    const query = createSegmentQuery(database.connection);
    const among = [asContactId('person-1'), asContactId('stranger-0')];

    const found = await query.matching(
      asShopId('predicates.example'),
      { all: [] },
      { now: reckonedAt, among },
    );

    expect([...found]).toEqual(['person-1']);
  });

  it('finds neither aliases nor those who were redacted', async () => {
    const query = createSegmentQuery(database.connection);
    const shop = asShopId('quiet.example');
    await contactRows(database.connection).insertMany([
      { _id: asContactId('alias'), shop, mergedInto: asContactId('other'), createdAt: reckonedAt },
      { _id: asContactId('gone'), shop, redactedAt: reckonedAt, createdAt: reckonedAt },
      { _id: asContactId('here'), shop, customerIds: ['7'], createdAt: reckonedAt },
    ]);

    const found = await query.matching(shop, { all: [] }, { now: reckonedAt });

    expect([...found]).toEqual(['here']);
  });

  it('refuses events inside an event, which have no meaning', async () => {
    const inner = { event: 'order.placed', atLeast: 1 };

    const asked = world.mongo.matching({ event: 'product.viewed', atLeast: 1, where: inner }, reckonedAt);

    await expect(asked).rejects.toMatchObject({ code: 'program_invalid' });
  });
});

describe('people as the product makes them', () => {
  const shop = asShopId('living.example');
  const at = new Date('2026-03-01T10:00:00Z');
  const subscribed: Predicate = { property: 'consent', is: 'equals', value: 'subscribed' };
  const known = async (person: PersonFacts): Promise<void> => {
    await database.repositories.contacts.resolve(shop, { person, at, authoritative: true });
  };
  const state = (address: string): Promise<void> =>
    database.repositories.consents.stateMany(shop, [
      { addressDigest: addressDigest(shop, address), state: 'subscribed', source: 'test', statedAt: at },
    ]);

  it('are found by their consent, whichever way their address came to be known', async () => {
    const query = createSegmentQuery(database.connection);
    await known({ address: 'New@living.example' });
    await known({ customerId: '1' });
    await known({ customerId: '1', address: 'later@living.example' });
    await known({ address: 'merged@living.example' });
    await known({ customerId: '2' });
    await known({ customerId: '2', address: 'merged@living.example' });
    await known({ customerId: '3', address: 'before@living.example' });
    await known({ customerId: '3', address: 'after@living.example' });
    for (const name of ['new', 'later', 'merged', 'after']) await state(`${name}@living.example`);

    const found = await query.matching(shop, subscribed, { now: reckonedAt });

    const contacts = await database.repositories.contacts.findMany(shop, [...found]);
    expect([...contacts.values()].flatMap(({ address }) => address ?? []).toSorted()).toEqual([
      'after@living.example',
      'later@living.example',
      'merged@living.example',
      'new@living.example',
    ]);
  });
});

describe('what a query costs', () => {
  it('grows with its own shop and with the events that count, not with anybody else’s', async () => {
    const { connection } = database;
    const shop = asShopId('small.example');
    const people = (owner: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        _id: asContactId(`${owner}-${n}`),
        shop: asShopId(owner),
        address: `p${n}@example.com`,
        createdAt: reckonedAt,
      }));
    await contactRows(connection).insertMany([
      ...people('small.example', 5),
      ...people('large.example', 3000),
    ]);
    await connection.getClient().db(connection.name).command({ profile: 2 });

    await createSegmentQuery(connection).matching(
      shop,
      { event: 'order.placed', atLeast: 1 },
      { now: reckonedAt },
    );

    await connection.getClient().db(connection.name).command({ profile: 0 });
    const profiled = await connection
      .collection('system.profile')
      .find({ 'command.aggregate': 'contacts' })
      .toArray();
    const last = z.object({ docsExamined: z.number(), planSummary: z.string() }).parse(profiled.at(-1));
    expect(last.docsExamined).toBeLessThan(50);
    expect(last.planSummary).not.toContain('COLLSCAN');
  });
});

describe('both interpreters', () => {
  it('find the same people, whatever is asked of whomever', async () => {
    const predicates = fc.array(arbitraryPredicate, { minLength: 10, maxLength: 10 });

    await fc.assert(
      fc.asyncProperty(arbitraryPeople, predicates, async (people, asked) => {
        await world.settle(people);
        for (const predicate of asked) {
          const [inMemory, inMongo] = await Promise.all([
            world.memory.matching(predicate, reckonedAt),
            world.mongo.matching(predicate, reckonedAt),
          ]);
          expect(inMongo).toEqual(inMemory);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
