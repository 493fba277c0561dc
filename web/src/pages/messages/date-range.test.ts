import { describe, expect, it } from '@jest/globals';
import { rangeOf } from './date-range.ts';
import type { DateChoice } from './date-range.ts';

// Half past one on the first of June in Berlin; still May in UTC.
const time = { now: Date.parse('2026-05-31T23:30:00Z'), zone: 'Europe/Berlin' };
const choice = (span: DateChoice['span'], from = '', to = ''): DateChoice => ({ span, from, to });
const monday = '2026-05-31T22:00:00.000Z';

describe('a range of dates', () => {
  it.each([
    ['any time', choice(undefined, '2026-01-01'), {}],
    ['today', choice('today'), { from: monday }],
    ['yesterday', choice('yesterday'), { from: '2026-05-30T22:00:00.000Z', until: monday }],
    ['seven days, today among them', choice('week'), { from: '2026-05-25T22:00:00.000Z' }],
    ['thirty days', choice('month'), { from: '2026-05-02T22:00:00.000Z' }],
    [
      'days of one’s own, the last one whole',
      choice('custom', '2026-03-28', '2026-03-29'),
      { from: '2026-03-27T23:00:00.000Z', until: '2026-03-29T22:00:00.000Z' },
    ],
    ['an open end', choice('custom', '2026-06-01'), { from: monday }],
    ['an open beginning', choice('custom', '', '2026-05-31'), { until: monday }],
    ['what is no day yet', choice('custom', '2026-', 'x'), {}],
  ])('is, for %s, in the shop’s zone', (_what, chosen, range) => {
    expect(rangeOf(chosen, time)).toEqual(range);
  });
});
