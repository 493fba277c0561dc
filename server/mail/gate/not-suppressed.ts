import type { Clause } from './clause.ts';

export const notSuppressed: Clause = {
  key: 'not-suppressed',
  ask: ({ recipient }) =>
    recipient.suppressed === undefined
      ? { pass: true }
      : { pass: false, reason: 'suppressed', saw: recipient.suppressed },
};
