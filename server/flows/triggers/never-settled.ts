import type { FlowKind } from '../flow-kind.ts';

/** No order ends it by itself; what does is said by `exitOn` and `goal` of its program. */
export const neverSettled: Pick<FlowKind, 'claims' | 'settledBy'> = {
  claims: async () => [],
  settledBy: () => false,
};
