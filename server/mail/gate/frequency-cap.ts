import { addDuration } from '../../engine/duration.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ClauseAnswer } from './clause.ts';

/** Not asked of facts: the reservation itself is the answer, so that two mails can't both take the last place. */
export const frequencyCapKey = 'frequency-cap';

export const frequencyCapFull = (shop: Shop, oldest: Date | undefined, now: Date): ClauseAnswer => {
  const { count, within } = shop.frequencyCap;
  const freeAt = addDuration(oldest ?? now, within, { zone: shop.zone });
  // A second later: the window is open at its start, and a reservation exactly there must have left it.
  return {
    pass: false,
    reason: 'frequency_capped',
    until: new Date(Math.max(freeAt.getTime(), now.getTime()) + 1000),
    saw: `${count} within ${within}`,
  };
};
