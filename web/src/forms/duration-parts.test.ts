import { describe, expect, it } from '@jest/globals';
import { toIso, toParts, units } from './duration-parts.ts';

describe('a duration in one number and one unit', () => {
  it.each(units)('is the same after it was written in %s and read again', (unit) => {
    expect(toParts(toIso({ count: 45, unit }))).toEqual({ count: 45, unit });
  });

  it('tells minutes from months', () => {
    expect([toParts('PT5M'), toParts('P5M')]).toEqual([
      { count: 5, unit: 'minutes' },
      { count: 5, unit: 'months' },
    ]);
  });

  it.each(['P5M15D', 'PT1H30M', 'soon', ''])('can not say %s', (iso) => {
    expect(toParts(iso)).toBeUndefined();
  });
});
