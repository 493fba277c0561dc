import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryPredicate } from '../testing/predicates/arbitrary-predicates.ts';
import { predicateSchema, wherePredicateSchema } from './predicate-schema.ts';
import type { Predicate } from './predicate.ts';

const leaf: Predicate = { property: 'countryCode', is: 'equals', value: 'DE' };
const within = (levels: number): Predicate => (levels === 0 ? leaf : { any: [within(levels - 1)] });

describe('the predicate language', () => {
  it('takes every sentence it can say, as it is', () => {
    fc.assert(
      fc.property(arbitraryPredicate, (predicate) => {
        expect(predicateSchema.parse(predicate)).toEqual(predicate);
      }),
    );
  });

  it('goes ten levels deep and no deeper', () => {
    expect(predicateSchema.safeParse(within(10)).success).toBe(true);
    expect(predicateSchema.safeParse(within(11)).success).toBe(false);
    expect(predicateSchema.safeParse(within(5000)).success).toBe(false);
  });

  it.each([
    ['nothing', null],
    ['a text', 'countryCode'],
    ['an empty object', {}],
    ['two clauses in one', { all: [], any: [] }],
    ['a word beside', { ...leaf, note: 'x' }],
    ['a comparison it does not know', { ...leaf, is: 'like' }],
    ['a comparison without a value', { property: 'x', is: 'equals' }],
    ['a path with a dollar', { ...leaf, property: '$where' }],
    ['a path that begins with a dot', { ...leaf, property: '.x' }],
    ['an object as a value', { ...leaf, value: { $ne: null } }],
    ['a list of objects as a value', { ...leaf, value: [{ $ne: null }] }],
    ['half a character', { ...leaf, value: '\uDC00' }],
    ['a value without end', { ...leaf, value: 'x'.repeat(1001) }],
    ['an event that never has to happen', { event: 'x', atLeast: 0 }],
    ['an event that happens half a time', { event: 'x', atLeast: 0.5 }],
    ['an event more often than anybody counts', { event: 'x', atLeast: 1001 }],
    ['an event within no duration', { event: 'x', atLeast: 1, within: 'a week' }],
    ['events inside an event', { event: 'x', atLeast: 1, where: { any: [{ event: 'y', atLeast: 1 }] } }],
    ['a thousand values', { all: Array.from({ length: 400 }, () => leaf) }],
  ])('refuses %s', (_what, input) => {
    expect(predicateSchema.safeParse(input).success).toBe(false);
  });

  it('has no events where one event is looked into', () => {
    expect(wherePredicateSchema.safeParse({ not: leaf }).success).toBe(true);
    expect(wherePredicateSchema.safeParse({ event: 'x', atLeast: 1 }).success).toBe(false);
  });
});
