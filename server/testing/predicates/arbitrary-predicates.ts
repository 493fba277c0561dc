import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../lib/json.ts';
import type { Comparison, Predicate, PropertyPredicate } from '../../engine/predicate.ts';
import { reachedEventTypes } from '../../flows/predicate-reach.ts';
import type { StoreEventType } from '../../shop/store-event.ts';

/** Shortly after the clocks went forward in Berlin, so that a day is no 24 hours. */
export const reckonedAt = new Date('2026-03-29T10:00:00Z');

const comparisons: readonly Comparison[] = [
  'equals',
  'not-equals',
  'greater',
  'at-least',
  'less',
  'at-most',
  'contains',
  'is-set',
];

const texts = [
  '',
  'a',
  'b',
  'ab',
  'A',
  'é',
  '\u{1F600}',
  '\uFFFF',
  '$a',
  'a.b',
  '2026-03-01',
  '2026-03-01T00:00Z',
];

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1, 2, -1, 0.5, 2 ** 31, 2 ** 53, '0', '1', 'true'),
  fc.constantFrom(...texts),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

const list: fc.Arbitrary<JsonValue> = fc.array(scalar, { maxLength: 3 });

const held: fc.Arbitrary<JsonValue> = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  list,
  fc.array(list, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }),
  fc.array(fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }), { maxLength: 2 }),
);

const words: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('a', 'b', 'lines'), held, {
  maxKeys: 3,
});

const comparing = (paths: readonly string[]): fc.Arbitrary<PropertyPredicate> =>
  fc.record({
    property: fc.constantFrom(...paths),
    is: fc.constantFrom(...comparisons),
    value: fc.oneof({ arbitrary: scalar, weight: 5 }, list),
  });

const nested = (leaf: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> =>
  fc.letrec<{ node: Predicate }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node;

const within = ['PT0S', 'PT2H', 'P1D', 'P1M', 'P2W', 'P400D', 'P500D'];

const where = nested(comparing(['a', 'b', 'a.b', 'lines', 'lines.a', 'length', 'lines.length']));

const happening: fc.Arbitrary<Predicate> = fc.record(
  {
    event: fc.constantFrom(...reachedEventTypes, 'product.updated', 'unheard.of'),
    atLeast: fc.integer({ min: 1, max: 3 }),
    within: fc.constantFrom(...within),
    where,
  },
  { requiredKeys: ['event', 'atLeast'] },
);

const ofContact = comparing([
  'firstName',
  'locale',
  'countryCode',
  'isCustomer',
  'consent',
  'properties',
  'properties.a',
  'properties.b',
  'properties.lines',
  'properties.a.b',
  'properties.a.length',
  'properties.constructor',
  'properties.__proto__',
  'firstName.length',
  'missing',
]);

export const arbitraryPredicate: fc.Arbitrary<Predicate> = nested(fc.oneof(ofContact, happening));

const minuteMs = 60_000;
const edges = [
  0,
  120 * minuteMs,
  23 * 60 * minuteMs,
  24 * 60 * minuteMs,
  28 * 1440 * minuteMs,
  400 * 1440 * minuteMs,
];

/** Around the ends of every `within`, to the millisecond. */
const moment: fc.Arbitrary<Date> = fc
  .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1))
  .map(([edge, aside]) => new Date(reckonedAt.getTime() - edge + aside));

export interface ArbitraryEvent {
  readonly type: StoreEventType;
  readonly at: Date;
  readonly data: JsonObject;
}

export interface ArbitraryPerson {
  readonly firstName?: string | undefined;
  readonly countryCode?: string | undefined;
  readonly customerIds?: readonly string[] | undefined;
  readonly statements: readonly ('subscribed' | 'unsubscribed' | 'pending')[];
  readonly properties?: JsonObject | undefined;
  readonly events: readonly ArbitraryEvent[];
}

const person: fc.Arbitrary<ArbitraryPerson> = fc.record(
  {
    firstName: fc.constantFrom(...texts),
    countryCode: fc.constantFrom('DE', 'FR', 'a'),
    customerIds: fc.constant(['1']),
    statements: fc.array(fc.constantFrom('subscribed', 'unsubscribed', 'pending'), { maxLength: 2 }),
    properties: words,
    events: fc.array(
      fc.record({
        type: fc.constantFrom<StoreEventType>(
          'product.viewed',
          'checkout.updated',
          'order.placed',
          'product.updated',
        ),
        at: moment,
        data: words,
      }),
      { maxLength: 5 },
    ),
  },
  { requiredKeys: ['statements', 'events'] },
);

export const arbitraryPeople: fc.Arbitrary<readonly ArbitraryPerson[]> = fc.array(person, {
  minLength: 4,
  maxLength: 10,
});
