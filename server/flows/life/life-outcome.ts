import type { Flow } from '../flow.ts';

/** `conflict`: the flow is not at the `rev` that was seen; nothing was done. */
export type LifeOutcome =
  | { readonly kind: 'done'; readonly flow: Flow }
  | { readonly kind: 'conflict'; readonly current: Flow }
  | { readonly kind: 'not-found' };
