import type { Clause } from './clause.ts';

export const stillUseful: Clause = {
  key: 'still-useful',
  ask: ({ brief: { usefulUntil }, now }) => {
    const saw = `until ${usefulUntil.toISOString()}`;
    return now <= usefulUntil ? { pass: true, saw } : { pass: false, reason: 'no_longer_useful', saw };
  },
};
