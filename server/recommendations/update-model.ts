import { logOf, ownGaps } from './product-groups.ts';
import { confidenceOf, isReplenishable } from './product-models.ts';
import type { ReorderEvidence, ReorderModel, ShopRhythm } from './reorder-model.ts';
import { shrunk, shrunkSpread, weights } from './shrinkage.ts';

/** What one more purchase tells: a wait has begun and, if the person had bought the product before, one has ended. */
export interface NewPurchase {
  /** Days since they last bought it, and how much that was; absent for a first purchase. */
  readonly ended?: { readonly gapDays: number; readonly quantity: number } | undefined;
}

const evidenceWith = (
  { ended, begun, openWeight, logSum, logSquares }: ReorderEvidence,
  log: number | undefined,
): ReorderEvidence => ({
  ended: ended + (log === undefined ? 0 : 1),
  begun: begun + 1,
  openWeight,
  logSum: logSum + (log ?? 0),
  logSquares: logSquares + (log ?? 0) ** 2,
});

const scaled = (days: number | null, by: number): number | null => (days === null ? null : days * by);

/** What the numbers of a model are, given its evidence: the same whether it came at once or one by one. */
const refit = (model: ReorderModel, evidence: ReorderEvidence, rhythm: ShopRhythm): ReorderModel => {
  const { ended: n, logSum, logSquares, openWeight } = evidence;
  const { prior } = model;
  const logMean = shrunk({ sum: logSum, n }, { mean: prior.logMean, weight: weights.product });
  const logSpread = shrunkSpread({ n, sum: logSum, squares: logSquares }, logMean, rhythm.logSpread);
  const score = shrunk({ sum: n, n: n + openWeight }, { mean: prior.score, weight: weights.rate });
  const source = n >= ownGaps ? 'product' : model.source;
  const by = Math.exp(logMean - model.logMean);
  return {
    ...model,
    replenishable: isReplenishable(score, n),
    p25: scaled(model.p25, by),
    p50: scaled(model.p50, by),
    p75: scaled(model.p75, by),
    n,
    source,
    confidence: confidenceOf(source, n, logSpread),
    score,
    logMean,
    logSpread,
    evidence,
  };
};

/**
 * One more purchase of a product, between two nights. Means, spread and return rate come out as if all purchases had been learned with the
 * same rhythm; what needs the whole shop (curves, priors, the weight of open waits) stays as of the last night.
 */
export const addToModel = (rhythm: ShopRhythm, model: ReorderModel, { ended }: NewPurchase): ReorderModel => {
  const log =
    ended === undefined || ended.gapDays <= 0
      ? undefined
      : logOf(ended.gapDays, ended.quantity, rhythm.quantityExponent);
  const isFirst = ended === undefined;
  const updated = refit(model, evidenceWith(model.evidence, log), rhythm);
  return isFirst ? { ...updated, customers: model.customers + 1 } : updated;
};
