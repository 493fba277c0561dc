import { returnQuantile } from '../../recommendations/product-curves.ts';
import type { ShopRhythm } from '../../recommendations/reorder-model.ts';

/** Of those who come back at all: who hasn't by then is not merely late. */
const returnedShare = 0.8;

/**
 * The day after an order by which 80 % of those who ever order again have done so: by the survival function of waits between
 * orders, less its plateau, which is who never comes back. Undefined where nobody comes back.
 */
export const returnDayOf = ({ orders: { survival, logMean } }: ShopRhythm): number | undefined => {
  const relative = returnQuantile(survival, returnedShare);
  return relative === undefined ? undefined : Math.exp(logMean) * relative;
};
