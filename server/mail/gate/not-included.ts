import type { Clause } from './clause.ts';

/** Several dues of one person become one mail; the others are not sent on top of it. */
export const notIncluded: Clause = {
  key: 'not-included',
  ask: ({ includedIn }) =>
    includedIn === undefined ? { pass: true } : { pass: false, reason: 'included', saw: includedIn },
};
