import type { Ending } from './attempt.ts';
import type { Pause } from './sender-pace.ts';

/** The provider wants less at a time: nothing is wrong with anybody. */
export const slowedReason = 'sender_paused';

/** BACK until the pause is over. It was not tried, so it counts as no attempt. */
export const pausedEnding = ({ ms, reason }: Pause, now: Date): Extract<Ending, { kind: 'back' }> => ({
  kind: 'back',
  at: new Date(now.getTime() + ms),
  reason: reason === 'rate_limited' ? slowedReason : reason,
  retried: false,
  release: false,
});
