import { addDuration } from '../../engine/duration.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ClauseAnswer } from './clause.ts';

/** Counted with the frequency cap, in the same reservation. */
export const weeklyLimitKey = 'weekly-limit';

/** "At most once a week", as somebody asked for it. */
export const weeklyLimit = { count: 1, within: 'P7D' } as const;

export const weeklyLimitReached = (shop: Shop, last: Date): ClauseAnswer => ({
  pass: false,
  reason: 'weekly_limit',
  // A second later: the window is open at its start.
  until: new Date(addDuration(last, weeklyLimit.within, { zone: shop.zone }).getTime() + 1000),
  saw: `one within ${weeklyLimit.within}`,
});
