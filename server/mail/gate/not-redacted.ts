import type { Clause } from './clause.ts';

export const notRedacted: Clause = {
  key: 'not-redacted',
  ask: ({ recipient }) =>
    recipient.redacted ? { pass: false, reason: 'redacted', exit: 'redacted' } : { pass: true },
};
