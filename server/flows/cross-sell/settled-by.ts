import type { FlowKind } from '../flow-kind.ts';

/**
 * Nothing settles it from outside: what is suggested is chosen when the mail is made, from what the person does not own
 * by then. Having bought a suggestion therefore means another choice, or no mail.
 */
export const neverSettled: Pick<FlowKind, 'claims' | 'settledBy'> = {
  claims: async () => [],
  settledBy: () => false,
};
