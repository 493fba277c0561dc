import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOfJson } from './json-bounds.ts';

const bounds = { depth: 3, values: 10, text: 5 };

const nestedLists = (levels: number): unknown => {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
};

describe('faultOfJson', () => {
  it.each([[null], [1], ['12345'], [[]], [{ a: { b: { c: 1 } } }], [Array.from({ length: 9 }, () => 0)]])(
    'has nothing against %j',
    (value) => {
      expect(faultOfJson(value, bounds)).toBeUndefined();
    },
  );

  it.each([
    ['a long text', { a: ['123456'] }, ['a', 0], 'must be 5 characters at most'],
    ['a long name', { toolong: 1 }, ['toolong'], 'must be 5 characters at most'],
    ['half a character', { a: '\uD83D' }, ['a'], 'must be Unicode text'],
    ['half a character in a name', { '\uD83D': 1 }, ['\uD83D'], 'must be Unicode text'],
    ['a list within too many', [[[[[]]]]], [0, 0, 0, 0], 'is nested too deep'],
    ['too many values', Array.from({ length: 10 }, () => 0), [], 'must be 10 values at most'],
  ])('names %s', (...[, value, path, message]) => {
    expect(faultOfJson(value, bounds)).toEqual({ path, message });
  });

  it('gets through what no recursion would, and through circles', () => {
    const circle: Record<string, unknown> = {};
    circle['me'] = circle;

    expect(faultOfJson(nestedLists(200_000), bounds)).toMatchObject({ message: 'is nested too deep' });
    expect(faultOfJson(circle, bounds)).toMatchObject({ message: 'is nested too deep' });
    expect(faultOfJson(Array.from({ length: 300_000 }), bounds)).toMatchObject({ path: [] });
  });

  it('takes everything within bounds that are wide enough', () => {
    const wide = { depth: 100, values: 100_000, text: 100_000 };

    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(faultOfJson(value, wide)).toBeUndefined();
      }),
    );
  });
});
