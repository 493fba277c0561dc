import type { History } from './history.ts';
import { curveOf, productSurvival, returnQuantile } from './product-curves.ts';
import { logOf, sourceOf } from './product-groups.ts';
import type { LogMeans, ProductGroups } from './product-groups.ts';
import type { Confidence, CurvePoint, IntervalSource, ReorderModel, ShopRhythm } from './reorder-model.ts';
import { dayMs } from './reorder-model.ts';
import type { ReturnRates } from './return-rates.ts';
import { allRows, sortedBy, startsOf } from './sort-columns.ts';
import { at, createWaitCounts, gridBins, gridPosition, hazardOf, raise, survivalOf } from './survival.ts';
import type { WaitCounts } from './survival.ts';
import type { Waits } from './waits.ts';

export interface ProductModels {
  /** Products that were bought, in no particular order. */
  readonly models: ReadonlyMap<string, ReorderModel>;
  /** The product's own waits, unshrunk, with a 95 % band; empty for one that nobody bought. */
  readonly curveOf: (productId: string) => readonly CurvePoint[];
}

export interface Learned {
  readonly history: History;
  readonly waits: Waits;
  readonly groups: ProductGroups;
  readonly means: LogMeans;
  readonly rates: ReturnRates;
  readonly rhythm: ShopRhythm;
}

/** Share of purchases that somebody must come back for before a reminder can be worth it. */
const worthReminding = 0.1;

const closeStandardError = { high: 0.1, medium: 0.25 } as const;

/** By the standard error of ln(median), which is about the share by which the median may be off. */
export const confidenceOf = (source: IntervalSource, n: number, logSpread: number): Confidence => {
  if (source === 'merchant') return 'none';
  if (source !== 'product') return 'low';
  const error = (1.25 * logSpread) / Math.sqrt(n);
  if (error <= closeStandardError.high) return 'high';
  return error <= closeStandardError.medium ? 'medium' : 'low';
};

/** Worth reminding of: enough of them come back, and it isn't only a guess from its group. */
export const isReplenishable = (score: number, ended: number): boolean =>
  score >= worthReminding && ended > 0;

/** Rows of waits by product, and each wait in units of what its product takes. */
const byProduct = ({ waits, groups, means, rhythm }: Learned) => {
  const rows = sortedBy(allRows(waits.size), waits.product, groups.products);
  const starts = startsOf(rows, waits.product, groups.products);
  const isOpen = (row: number): boolean => !(at(waits.gap, row) > 0);
  const positionAt = (row: number): number => {
    const days = isOpen(row) ? (rhythm.learnedAt - at(waits.at, row)) / dayMs : at(waits.gap, row);
    const log = logOf(days, at(waits.quantity, row), rhythm.quantityExponent);
    return gridPosition(Math.exp(log - means.meanOf(at(waits.product, row))));
  };
  const count = (counts: WaitCounts, row: number): void =>
    raise(isOpen(row) ? counts.censored : counts.ended, Math.floor(positionAt(row)), 1);
  const rowsOf = (product: number): Int32Array => rows.subarray(at(starts, product), at(starts, product + 1));
  return { count, rowsOf };
};

const peopleAmong = (rows: Int32Array, waits: Waits): number =>
  rows.reduce((sum, row) => sum + (at(waits.nth, row) === 1 ? 1 : 0), 0);

const quartilesOf = (survival: Float64Array, unitDays: number, fallbackDays: number) => {
  const [p25, p50, p75] = [0.25, 0.5, 0.75].map((share) => {
    const ratio = returnQuantile(survival, share);
    return ratio === undefined ? fallbackDays : ratio * unitDays;
  });
  return { p25: p25 ?? fallbackDays, p50: p50 ?? fallbackDays, p75: p75 ?? fallbackDays };
};

/** One model a product, from sums that are already there. */
export const modelsOf = (learned: Learned): ProductModels => {
  const { history, waits, groups, means, rates, rhythm } = learned;
  const { count, rowsOf } = byProduct(learned);
  const all = createWaitCounts(gridBins);
  for (let row = 0; row < waits.size; row += 1) count(all, row);
  const shopHazard = hazardOf(all);
  const countsOf = (product: number): WaitCounts => {
    const counts = createWaitCounts(gridBins);
    for (const row of rowsOf(product)) count(counts, row);
    return counts;
  };
  const shopSurvival = survivalOf(shopHazard);
  const shapeOf = (product: number, source: IntervalSource): Float64Array =>
    source === 'product' ? productSurvival(countsOf(product), shopHazard) : shopSurvival;
  const modelOf = (product: number): ReorderModel => {
    const n = at(means.n, product);
    const source = sourceOf(product, groups, means);
    const logMean = means.meanOf(product);
    const logSpread = means.spreadOf(product);
    const score = rates.rateOf(product);
    const ended = at(rates.ended, product);
    return {
      productId: history.products.nameOf(product),
      ...groups.traits[product],
      replenishable: isReplenishable(score, ended),
      ...quartilesOf(shapeOf(product, source), Math.exp(logMean), rhythm.intervalDays),
      n,
      customers: peopleAmong(rowsOf(product), waits),
      source,
      confidence: confidenceOf(source, n, logSpread),
      score,
      logMean,
      logSpread,
      prior: {
        logMean: means.priorOf(product),
        score: rates.priorOf(product),
        source: groups.kindOf(product),
      },
      evidence: {
        ended,
        begun: at(rates.begun, product),
        openWeight: at(rates.openWeight, product),
        logSum: at(means.sum, product),
        logSquares: at(means.squares, product),
      },
    };
  };
  const models = new Map<string, ReorderModel>();
  for (let product = 0; product < groups.products; product += 1)
    if (rowsOf(product).length > 0) models.set(history.products.nameOf(product), modelOf(product));
  return {
    models,
    curveOf: (productId) => {
      const product = history.products.find(productId);
      if (product === undefined || rowsOf(product).length === 0) return [];
      return curveOf(countsOf(product), Math.exp(means.meanOf(product)));
    },
  };
};
