import { describe, expect, it } from '@jest/globals';
import { nextUsageMonth, usageMonthOf } from './usage-month.ts';

describe('the month a plan counts by', () => {
  it.each([
    ['2026-11-01T00:00:00.000Z', '2026-11', '2026-12-01T00:00:00.000Z'],
    ['2026-11-30T23:59:59.999Z', '2026-11', '2026-12-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12', '2027-01-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', '2028-02', '2028-03-01T00:00:00.000Z'],
  ])('of %s is %s, and the next begins at %s', (now, month, next) => {
    expect(usageMonthOf(new Date(now))).toBe(month);
    expect(nextUsageMonth(new Date(now)).toISOString()).toBe(next);
  });
});
