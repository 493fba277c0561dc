import { expect, it } from '@jest/globals';
import type { Predicate } from '../../engine/predicate.ts';
import { reckonedAt } from '../../testing/predicates/arbitrary-predicates.ts';
import type { ArbitraryPerson } from '../../testing/predicates/arbitrary-predicates.ts';
import type { Interpreter } from '../../testing/predicates/predicate-world.ts';

const before = (minutes: number): Date => new Date(reckonedAt.getTime() - minutes * 60_000);

const viewed = (minutes: number, productId: string) => ({
  type: 'product.viewed' as const,
  at: before(minutes),
  data: { productId, productIds: [productId], price: 12 },
});

/** Ada knows everything, Bob next to nothing, Cleo is of other types. */
export const threePeople: readonly ArbitraryPerson[] = [
  {
    firstName: 'Ada',
    countryCode: 'DE',
    customerIds: ['1'],
    statements: ['unsubscribed', 'subscribed'],
    properties: { tier: 'gold', visits: 3, tags: ['new', 'vip'], renews: '2026-05-01', gone: null },
    events: [viewed(1, 'p1'), viewed(60, 'p2'), viewed(120, 'p1')],
  },
  { statements: [], events: [] },
  {
    countryCode: 'FR',
    statements: ['pending'],
    properties: { tier: 7, visits: '3', tags: 'vip', gone: false },
    events: [
      { type: 'order.placed', at: before(1380), data: { lines: [{ productId: 'p1' }], total: '10.00' } },
    ],
  },
];

const [ada, bob, cleo] = ['person-0', 'person-1', 'person-2'] as const;
const is = (property: string, value: string | number | boolean | null): Predicate => ({
  property,
  is: 'equals',
  value,
});

const rows: readonly (readonly [string, Predicate, readonly string[]])[] = [
  ['everybody for all of nothing', { all: [] }, [ada, bob, cleo]],
  ['nobody for any of nothing', { any: [] }, []],
  ['a country', is('countryCode', 'DE'), [ada]],
  ['another country, also of whom none is known', { not: is('countryCode', 'DE') }, [bob, cleo]],
  [
    'unequal, also where it is missing',
    { property: 'properties.tier', is: 'not-equals', value: 'gold' },
    [bob, cleo],
  ],
  ['the newest consent', is('consent', 'subscribed'), [ada]],
  ['no consent', is('consent', 'none'), [bob]],
  ['customers', is('isCustomer', true), [ada]],
  ['numbers with numbers only', { property: 'properties.visits', is: 'at-least', value: 3 }, [ada]],
  ['texts with texts only', { property: 'properties.visits', is: 'at-least', value: '3' }, [cleo]],
  ['dates as texts', { property: 'properties.renews', is: 'less', value: '2026-06-01' }, [ada]],
  [
    'an item of a list, or a part of a text',
    { property: 'properties.tags', is: 'contains', value: 'vip' },
    [ada, cleo],
  ],
  ['a whole item only', { property: 'properties.tags', is: 'contains', value: 'vi' }, [cleo]],
  ['what is set, null not being it', { property: 'properties.gone', is: 'is-set' }, [cleo]],
  ['no member of a list', { property: 'properties.tags.length', is: 'is-set' }, []],
  ['something that happened', { event: 'product.viewed', atLeast: 1 }, [ada]],
  ['as often as asked', { event: 'product.viewed', atLeast: 3 }, [ada]],
  ['not more often', { event: 'product.viewed', atLeast: 4 }, []],
  ['within, its start being outside', { event: 'product.viewed', atLeast: 3, within: 'PT2H' }, []],
  ['within, a moment longer', { event: 'product.viewed', atLeast: 3, within: 'PT2H1S' }, [ada]],
  ['a day of 23 hours, its start being outside', { event: 'order.placed', atLeast: 1, within: 'P1D' }, []],
  ['24 hours of the same day', { event: 'order.placed', atLeast: 1, within: 'PT24H' }, [cleo]],
  ['in the event itself', { event: 'product.viewed', atLeast: 2, where: is('productId', 'p1') }, [ada]],
  [
    'in a list of the event',
    { event: 'product.viewed', atLeast: 2, where: { property: 'productIds', is: 'contains', value: 'p2' } },
    [],
  ],
  ['not through a list', { event: 'order.placed', atLeast: 1, where: is('lines.productId', 'p1') }, []],
  ['nobody for an event that nobody hears of', { event: 'unheard.of', atLeast: 1 }, []],
  [
    'nested',
    {
      any: [
        { all: [is('countryCode', 'FR'), { not: { event: 'product.viewed', atLeast: 1 } }] },
        is('firstName', 'Ada'),
      ],
    },
    [ada, cleo],
  ],
];

/** What every interpreter of the language must find. */
export const predicateBattery = (interpreter: () => Interpreter): void => {
  it.each(rows)('finds %s', async (_what, predicate, expected) => {
    const found = await interpreter().matching(predicate, reckonedAt);

    expect(found).toEqual(expected);
  });
};
