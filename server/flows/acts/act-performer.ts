import type { EffectRequest } from '../../engine/effect.ts';

/** What came of one attempt; the code is what the merchant is shown. */
export type ActResult =
  | { readonly kind: 'done'; readonly code: string }
  /** There was nothing to do it to. */
  | { readonly kind: 'skipped'; readonly code: string }
  /** Trying again can't help. */
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'again'; readonly code: string };

export interface ActAttempt {
  readonly request: EffectRequest;
  /** The ledger row's id: the same at every attempt. */
  readonly key: string;
  readonly signal: AbortSignal;
}

/** Does one kind of act to one person. At-least-once: it may be asked again for what it has done. */
export interface ActPerformer {
  readonly effect: string;
  /** Whether it reaches beyond Encore; then it is left out for people who are held out. */
  readonly leaves: boolean;
  /** Whether what it does is among the facts that later steps decide by. */
  readonly changesFacts: boolean;
  perform(attempt: ActAttempt): Promise<ActResult>;
}
