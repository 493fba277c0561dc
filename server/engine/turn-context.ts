import type { LeaseHandle } from './effect.ts';

export interface TurnContext {
  readonly lease: LeaseHandle;
  readonly signal: AbortSignal;
}

export interface BatchResult {
  readonly moved: number;
  readonly performed: number;
}
