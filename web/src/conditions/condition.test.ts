import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparisonsOf, events, properties, toCondition, toPredicate } from './condition.ts';
import type { Condition, Row } from './condition.ts';

const own = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `properties.${name}`);

const propertyRows = fc
  .oneof(fc.constantFrom(...properties), own)
  .chain((property) =>
    fc.record({
      kind: fc.constant('property' as const),
      property: fc.constant(property),
      is: fc.constantFrom(...comparisonsOf(property)),
      value: property === 'isCustomer' ? fc.constantFrom('true', 'false') : fc.string(),
    }),
  )
  .map((row): Row => (row.is === 'is-set' ? { ...row, value: '' } : row));

const eventRows: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('event' as const),
  event: fc.constantFrom(...events),
  atLeast: fc.integer({ min: 0, max: 9 }),
  within: fc.constantFrom('', 'P30D', 'PT12H'),
});

const conditions: fc.Arbitrary<Condition> = fc
  .record({
    match: fc.constantFrom('all' as const, 'any' as const),
    rows: fc.array(fc.oneof(propertyRows, eventRows), { minLength: 1, maxLength: 6 }),
  })
  // Of one row, all and any say the same.
  .map(({ match, rows }) => ({ match: rows.length === 1 ? 'all' : match, rows }));

describe('a condition in rows', () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        expect(toCondition(toPredicate(condition))).toEqual(condition);
      }),
    );
  });

  it.each([
    [{ property: 'isCustomer', is: 'equals', value: true }, 1],
    [{ property: 'properties.size', is: 'contains', value: 'M' }, 1],
    [{ not: { event: 'order.placed', atLeast: 1, within: 'P30D' } }, 1],
    [
      {
        all: [
          { event: 'product.viewed', atLeast: 2 },
          { property: 'locale', is: 'equals', value: 'de' },
        ],
      },
      2,
    ],
    [{ any: [{ property: 'countryCode', is: 'not-equals', value: 'DE' }] }, 1],
  ])('says %j in %d rows', (predicate, rows) => {
    expect(toCondition(predicate)?.rows).toHaveLength(rows);
  });

  it.each([
    { all: [] },
    { any: [{ all: [{ property: 'isCustomer', is: 'equals', value: true }] }] },
    {
      all: [
        { property: 'isCustomer', is: 'equals', value: true },
        { event: 'unheard.of', atLeast: 1 },
      ],
    },
    { all: [{ property: 'isCustomer', is: 'equals', value: true }], any: [] },
    { property: 'secret', is: 'equals', value: 'M' },
    { property: 'countryCode', is: 'is-set' },
    { property: 'countryCode', is: 'equals', value: 7 },
    { property: 'isCustomer', is: 'equals', value: 'true' },
    { event: 'order.placed', atLeast: 1, where: { property: 'total', is: 'equals', value: '1' } },
    { not: { event: 'order.placed', atLeast: 2 } },
    { not: { property: 'locale', is: 'equals', value: 'de' } },
    null,
    'DE',
  ])('can not say %j', (predicate) => {
    expect(toCondition(predicate)).toBeUndefined();
  });
});
