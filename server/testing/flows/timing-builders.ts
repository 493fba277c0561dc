import type { ReorderModel, ShopRhythm } from '../../recommendations/reorder-model.ts';
import { gridBins, gridRatio } from '../../recommendations/survival.ts';
import type { ShopTiming } from '../../flows/timing/product-timing.ts';

/** Half of all waits have ended at their expected length, four of five at twice that; a fifth never ends. */
const survivalOf = (): readonly number[] =>
  Array.from({ length: gridBins }, (_, bin) => {
    const ratio = gridRatio(bin + 1);
    return 0.2 + 0.8 * Math.exp(-Math.LN2 * ratio ** 2);
  });

export const aRhythm = (changes: Partial<ShopRhythm> = {}): ShopRhythm => ({
  learnedAt: 0,
  intervalDays: 40,
  learned: true,
  quantityExponent: 1,
  logMean: Math.log(40),
  logSpread: 0.3,
  score: 0.5,
  rateCuts: [],
  curves: Array.from({ length: 25 }, survivalOf),
  orders: { logMean: Math.log(40), survival: survivalOf() },
  ...changes,
});

export const aShopTiming = (changes: Partial<ShopTiming> = {}): ShopTiming => ({
  rhythm: aRhythm(),
  returned: 100,
  ...changes,
});

/** Learned from thirty reorders: one piece lasts forty days. */
export const aModel = (productId: string, changes: Partial<ReorderModel> = {}): ReorderModel => ({
  productId,
  replenishable: true,
  p25: 30,
  p50: 40,
  p75: 50,
  n: 30,
  customers: 50,
  source: 'product',
  confidence: 'high',
  score: 0.6,
  logMean: Math.log(40),
  logSpread: 0.3,
  prior: { logMean: Math.log(40), score: 0.5, source: 'shop' },
  evidence: { ended: 30, begun: 50, openWeight: 10, logSum: 30 * Math.log(40), logSquares: 408 },
  ...changes,
});
