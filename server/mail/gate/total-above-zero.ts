import type { Clause } from './clause.ts';

export const totalAboveZero: Clause = {
  key: 'total-above-zero',
  ask: ({ brief: { content } }) =>
    'none' in content ? { pass: false, reason: content.none } : { pass: true, saw: content.total },
};
