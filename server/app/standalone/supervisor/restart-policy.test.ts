import { describe, expect, it } from '@jest/globals';
import { afterDeath, usualPolicy } from './restart-policy.ts';

describe('afterDeath', () => {
  it('waits longer after each death, up to the longest delay', () => {
    const policy = { ...usualPolicy, deathLimit: 99 };

    const delays = [1, 2, 3, 4, 5, 6, 7].map((deaths) => afterDeath(Array(deaths).fill(0), policy));

    expect(delays.map((next) => next.kind === 'again' && next.delayMs)).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ]);
  });

  it('gives up at the fifth death within a minute', () => {
    expect(afterDeath([0, 1, 2, 59_998]).kind).toBe('again');
    expect(afterDeath([0, 1, 2, 3, 59_999])).toEqual({ kind: 'give-up', deaths: 5 });
  });

  it('forgets deaths older than a minute', () => {
    expect(afterDeath([0, 1, 2, 3, 60_001])).toEqual({ kind: 'again', delayMs: 500 * 2 ** 1 });
  });
});
