import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asContactId, asShopId } from '../../lib/brand.ts';
import { contactRows } from '../../shop/contacts.model.ts';
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
      { numRuns: 40 },
    );
  }, 120_000);
});
