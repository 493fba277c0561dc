import type { DecisionRecord } from './decision.ts';
import type { LeaseHandle } from './effect.ts';

export interface TurnContext {
  readonly lease: LeaseHandle;
  readonly signal: AbortSignal;
  /** Collects the explanations of a turn; they are recorded together. */
  readonly explanations: DecisionRecord[];
}

export interface BatchResult {
  readonly moved: number;
  readonly performed: number;
}
