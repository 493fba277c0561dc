import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { curvePaths } from './curve-path.ts';
import { daysIn, movePin } from './product-form.ts';

describe('days that somebody types', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['47', 47],
    ['0.5', 0.5],
    ['1,5', 1.5],
    ['3650', 3650],
    ['0.4', undefined],
    ['3651', undefined],
    ['-3', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['NaN', undefined],
  ])('%j is %j', (text, expected) => {
    expect(daysIn(text)).toBe(expected);
  });
});

describe('pins', () => {
  it.each([
    ['b', -1, ['b', 'a', 'c']],
    ['b', 1, ['a', 'c', 'b']],
    ['a', -1, ['a', 'b', 'c']],
    ['c', 1, ['a', 'b', 'c']],
    ['x', 1, ['a', 'b', 'c']],
  ] as const)('%s moved by %d', (id, by, expected) => {
    expect(movePin(['a', 'b', 'c'], id, by)).toEqual(expected);
  });
});

const size = { width: 600, height: 180 };
const point = (days: number, share: number) => ({
  days,
  share,
  low: share / 2,
  high: Math.min(1, share * 2),
});

describe('the curve', () => {
  it.each([[[]], [[point(10, 0.2)]], [[point(0, 0), point(0, 0)]]])('of %j is not drawn', (points) => {
    expect(curvePaths(points, size)).toBeUndefined();
  });

  it('is a staircase from nothing to its last share, on an axis that ends on a round one', () => {
    const paths = curvePaths([point(0, 0), point(30, 0.1), point(60, 0.2)], size);

    expect(paths).toEqual({
      line: 'M0 180H0V180H300V135H600V90',
      band: 'M0 180H0V180H300V90H600V0V135H600V157.5H300V180H0Z',
      lastDay: 60,
      top: 0.4,
    });
  });

  it('stays inside its picture, whatever was learned', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 3650 }), share), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(points, (raw) => {
        const sorted = raw.toSorted(([a], [b]) => a - b).map(([days, of]) => point(days, of));
        const paths = curvePaths(sorted, size);
        const steps = [...`${paths?.line ?? ''}${paths?.band ?? ''}`.matchAll(/([HV])([\d.-]+)/g)];

        expect(steps.length).toBeGreaterThan(0);
        for (const [, axis, value] of steps) {
          expect(Number(value)).toBeGreaterThanOrEqual(0);
          expect(Number(value)).toBeLessThanOrEqual(axis === 'H' ? size.width : size.height);
        }
      }),
    );
  });
});
