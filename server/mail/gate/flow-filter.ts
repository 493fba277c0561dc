import type { Clause } from './clause.ts';

export const flowFilter: Clause = {
  key: 'flow-filter',
  ask: ({ brief }) => (brief.filterHolds ? { pass: true } : { pass: false, reason: 'filter_failed' }),
};
