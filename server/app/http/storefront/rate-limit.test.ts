import { describe, expect, it } from '@jest/globals';
import { createRateLimit } from './rate-limit.ts';

const at = { ms: 0 };
const create = () => {
  at.ms = 0;
  return createRateLimit({ burst: 3, perMinute: 60 }, () => at.ms);
};

describe('a rate limit', () => {
  it('lets so many in at once, then one for each time that passes', () => {
    const limit = create();
    const first = [1, 2, 3, 4].map(() => limit.secondsToWait('a'));
    at.ms = 999;
    const tooEarly = limit.secondsToWait('a');
    at.ms = 1000;

    expect(first).toEqual([0, 0, 0, 1]);
    expect(tooEarly).toBe(1);
    expect([limit.secondsToWait('a'), limit.secondsToWait('a')]).toEqual([0, 1]);
  });

  it('fills up to its burst and no further', () => {
    const limit = create();
    limit.secondsToWait('a');
    at.ms = 3_600_000;

    expect([1, 2, 3, 4].map(() => limit.secondsToWait('a'))).toEqual([0, 0, 0, 1]);
  });

  it('is one for each key', () => {
    const limit = create();
    for (let n = 0; n < 3; n += 1) limit.secondsToWait('a');

    expect(limit.secondsToWait('b')).toBe(0);
    expect(limit.secondsToWait('a')).toBe(1);
  });

  it('says how long a slow one takes', () => {
    const limit = createRateLimit({ burst: 1, perMinute: 2 }, () => 0);
    limit.secondsToWait('a');

    expect(limit.secondsToWait('a')).toBe(30);
  });

  it('forgets whom it has not seen for long, so that it doesn’t grow', () => {
    const limit = create();
    for (let n = 0; n < 3; n += 1) limit.secondsToWait('first');
    for (let n = 0; n < 20_000; n += 1) limit.secondsToWait(`other ${n}`);

    expect(limit.secondsToWait('first')).toBe(0);
    expect(limit.secondsToWait('other 19999')).toBe(0);
  });
});
