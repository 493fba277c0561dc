import type { Clause } from './clause.ts';

export const notHeldOut: Clause = {
  key: 'not-held-out',
  ask: ({ enrollment }) => (enrollment.heldOut ? { pass: false, reason: 'held_out' } : { pass: true }),
};
