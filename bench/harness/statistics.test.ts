import { describe, expect, it } from '@jest/globals';
import { median, medianRatio, quantile, rounded } from './statistics.ts';

describe('median', () => {
  it('is the one in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('is not a number when nothing was measured', () => {
    expect(median([])).toBeNaN();
  });

  it('sorts by value, not by digits', () => {
    expect(median([100, 20, 3])).toBe(20);
  });
});

describe('quantile', () => {
  it('is the value that so many do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1)]).toEqual([50, 99, 100]);
  });

  it('is the only value there is', () => {
    expect(quantile([7], 0.01)).toBe(7);
  });
});

describe('medianRatio', () => {
  it('compares the sides of one round with each other', () => {
    expect(medianRatio([10, 40, 90], [10, 20, 30])).toBe(2);
  });

  it('leaves out a round that has no partner', () => {
    expect(medianRatio([10, 40, 90], [5, 20])).toBe(2);
  });
});

describe('rounded', () => {
  it('keeps three digits', () => {
    expect([rounded(1234.5), rounded(0.123_45), rounded(0)]).toEqual([1230, 0.123, 0]);
  });

  it('leaves what is not a number alone', () => {
    expect(rounded(Number.NaN)).toBeNaN();
  });
});
