import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../lib/json.ts';
import { minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { evaluatePredicate, predicateNeeds } from './evaluate-predicate.ts';
import type { Comparison, Predicate } from './predicate.ts';
import type { Facts } from './step.ts';

const viewed = (minutes: number, data: JsonObject = {}) => ({
  type: 'product.viewed',
  at: minutesAfter(noon, minutes),
  data,
});

const facts: Facts = {
  zone: 'UTC',
  contact: {
    country: 'DE',
    spent: 120,
    tags: ['vip'],
    address: { city: 'Ulm' },
    since: '2025-01-01',
    gone: null,
  },
  events: [
    viewed(-180, { productId: 'p1' }),
    viewed(-60, { productId: 'p2' }),
    viewed(-10, { productId: 'p1' }),
    viewed(5),
  ],
};

const holds = (predicate: Predicate): boolean => evaluatePredicate(predicate, facts, noon);

describe('properties', () => {
  const rows: [string, Comparison, string | number | null | string[], boolean][] = [
    ['country', 'equals', 'DE', true],
    ['country', 'equals', 'FR', false],
    ['country', 'not-equals', 'FR', true],
    ['country', 'not-equals', 'DE', false],
    ['tags', 'equals', ['vip'], true],
    ['spent', 'greater', 100, true],
    ['spent', 'greater', 120, false],
    ['spent', 'at-least', 120, true],
    ['spent', 'at-least', 121, false],
    ['spent', 'less', 121, true],
    ['spent', 'less', 120, false],
    ['spent', 'at-most', 120, true],
    ['spent', 'at-most', 119, false],
    ['spent', 'greater', '100', false],
    ['spent', 'at-most', '999', false],
    ['since', 'less', '2026-01-01', true],
    ['since', 'at-least', '2025-01-01', true],
    ['since', 'greater', '2025-01-01', false],
    ['country', 'contains', 'D', true],
    ['country', 'contains', 'X', false],
    ['country', 'contains', 1, false],
    ['tags', 'contains', 'vip', true],
    ['tags', 'contains', 'vi', false],
    ['address.city', 'equals', 'Ulm', true],
    ['missing', 'equals', 'x', false],
    ['missing', 'equals', null, false],
    ['missing', 'less', 1, false],
    ['missing', 'not-equals', 'x', true],
    ['gone', 'not-equals', 'x', true],
    ['gone', 'not-equals', null, false],
    ['missing', 'is-set', null, false],
    ['gone', 'is-set', null, false],
    ['country', 'is-set', null, true],
  ];

  it.each(rows)('%s %s %j is %s', (...[property, is, value, expected]) => {
    expect(holds({ property, is, value })).toBe(expected);
  });
});

describe('all, any, not', () => {
  const yes: Predicate = { property: 'country', is: 'equals', value: 'DE' };
  const no: Predicate = { property: 'country', is: 'equals', value: 'FR' };

  it('combines', () => {
    expect(holds({ all: [yes, yes] })).toBe(true);
    expect(holds({ all: [yes, no] })).toBe(false);
    expect(holds({ any: [no, yes] })).toBe(true);
    expect(holds({ any: [no, no] })).toBe(false);
    expect(holds({ not: no })).toBe(true);
  });

  it('holds for all of nothing, for any of nothing it does not', () => {
    expect(holds({ all: [] })).toBe(true);
    expect(holds({ any: [] })).toBe(false);
  });
});

describe('events', () => {
  it('counts what happened up to now', () => {
    expect(holds({ event: 'product.viewed', atLeast: 3 })).toBe(true);
    expect(holds({ event: 'product.viewed', atLeast: 4 })).toBe(false);
    expect(holds({ event: 'other', atLeast: 1 })).toBe(false);
  });

  it('counts within a duration before now', () => {
    expect(holds({ event: 'product.viewed', atLeast: 2, within: 'PT2H' })).toBe(true);
    expect(holds({ event: 'product.viewed', atLeast: 2, within: 'PT30M' })).toBe(false);
  });

  it('looks into the event where told, not into the contact', () => {
    const where = (productId: string): Predicate => ({
      property: 'productId',
      is: 'equals',
      value: productId,
    });

    expect(holds({ event: 'product.viewed', atLeast: 2, where: where('p1') })).toBe(true);
    expect(holds({ event: 'product.viewed', atLeast: 2, where: where('p2') })).toBe(false);
    expect(holds({ event: 'product.viewed', atLeast: 1, where: { property: 'country', is: 'is-set' } })).toBe(
      false,
    );
  });

  it('finds none where none were loaded', () => {
    expect(evaluatePredicate({ event: 'product.viewed', atLeast: 1 }, { zone: 'UTC' }, noon)).toBe(false);
  });
});

describe('needs', () => {
  it('names the facts that the whole predicate reads, once', () => {
    const property: Predicate = { property: 'country', is: 'is-set' };
    const event: Predicate = { event: 'x', atLeast: 1 };

    expect(predicateNeeds(property)).toEqual(['contact']);
    expect(new Set(predicateNeeds({ all: [property, { not: { any: [event, property] } }] }))).toEqual(
      new Set(['contact', 'zone', 'events']),
    );
    expect(predicateNeeds({ all: [] })).toEqual([]);
  });
});
