import type { Clause } from './clause.ts';

export const notSettled: Clause = {
  key: 'not-settled',
  ask: ({ brief }) =>
    brief.settledBy === undefined
      ? { pass: true }
      : { pass: false, reason: 'already_ordered', exit: 'ordered', saw: `order ${brief.settledBy}` },
};
