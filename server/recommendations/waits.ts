import type { History } from './history.ts';
import { dayMs } from './reorder-model.ts';
import { rowsByTime, sortedBy } from './sort-columns.ts';
import { at } from './survival.ts';

/**
 * Purchases by customer, product and time; one a person, product and day (UTC), quantities added. Each begins a wait: `gap` is the
 * days to the next, NaN while it goes on.
 */
export interface Waits {
  readonly customer: Int32Array;
  readonly product: Int32Array;
  readonly at: Float64Array;
  readonly quantity: Float64Array;
  readonly gap: Float64Array;
  /** Which purchase of this product by this person: 1, 2, ... */
  readonly nth: Int32Array;
  readonly size: number;
}

/** Rows before `asOf`, by customer, product and time. */
const sortedRows = (history: History, asOf: number): Int32Array => {
  const byTime = rowsByTime(history.at).filter((row) => at(history.at, row) < asOf);
  const byProduct = sortedBy(byTime, history.product, history.products.size());
  return sortedBy(byProduct, history.customer, history.customers.size());
};

const room = (size: number) => ({
  customer: new Int32Array(size),
  product: new Int32Array(size),
  at: new Float64Array(size),
  quantity: new Float64Array(size),
  gap: new Float64Array(size).fill(Number.NaN),
  nth: new Int32Array(size),
});

const cut = (columns: ReturnType<typeof room>, size: number): Waits => ({
  customer: columns.customer.subarray(0, size),
  product: columns.product.subarray(0, size),
  at: columns.at.subarray(0, size),
  quantity: columns.quantity.subarray(0, size),
  gap: columns.gap.subarray(0, size),
  nth: columns.nth.subarray(0, size),
  size,
});

const dayOf = (time: number): number => Math.floor(time / dayMs);

/** What was bought before `asOf`. */
export const waitsOf = (history: History, asOf: number): Waits => {
  const rows = sortedRows(history, asOf);
  const waits = room(rows.length);
  let last = -1;
  for (const row of rows) {
    const customer = at(history.customer, row);
    const product = at(history.product, row);
    const time = at(history.at, row);
    const isSame = last >= 0 && waits.customer[last] === customer && waits.product[last] === product;
    if (isSame && dayOf(at(waits.at, last)) === dayOf(time)) {
      waits.quantity[last] = at(waits.quantity, last) + at(history.quantity, row);
      continue;
    }
    if (isSame) waits.gap[last] = (time - at(waits.at, last)) / dayMs;
    waits.nth[last + 1] = isSame ? at(waits.nth, last) + 1 : 1;
    last += 1;
    waits.customer[last] = customer;
    waits.product[last] = product;
    waits.at[last] = time;
    waits.quantity[last] = at(history.quantity, row);
  }
  return cut(waits, last + 1);
};

/** The rows of each person: from, to (exclusive). */
export function* peopleOf({
  customer,
  size,
}: Pick<Waits, 'customer' | 'size'>): Generator<readonly [number, number]> {
  for (let from = 0, to = 0; from < size; from = to) {
    while (to < size && customer[to] === customer[from]) to += 1;
    yield [from, to];
  }
}

/** Middle value; undefined for none. */
export const medianOf = (values: Float64Array): number | undefined => {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
};

export const endedGaps = (waits: Waits): Float64Array => waits.gap.filter((gap) => gap > 0);

/** One person may buy at a hundred times the usual quantity; no one such order decides the exponent. */
const priorExponent = { mean: 0.5, weight: 2 };

interface Slope {
  xx: number;
  xy: number;
}

const addPair = (slope: Slope, waits: Waits, { from, to }: { from: number; to: number }): void => {
  const n = to - from;
  if (n < 2) return;
  let x = 0;
  let y = 0;
  for (let row = from; row < to; row += 1) {
    x += Math.log(at(waits.quantity, row));
    y += Math.log(at(waits.gap, row));
  }
  for (let row = from; row < to; row += 1) {
    const dx = Math.log(at(waits.quantity, row)) - x / n;
    slope.xx += dx * dx;
    slope.xy += dx * (Math.log(at(waits.gap, row)) - y / n);
  }
};

/**
 * How much longer more of it lasts: the slope of ln(gap) on ln(quantity) within pairs of person and product, so that neither big
 * families nor slow products are mistaken for it; shrunk towards one half, kept within 0 and 1.
 */
export const quantityExponentOf = (waits: Waits): number => {
  const slope: Slope = { xx: priorExponent.weight, xy: priorExponent.weight * priorExponent.mean };
  for (let from = 0, to = 0; from < waits.size; from = to) {
    to = from + 1;
    while (to < waits.size && at(waits.nth, to) > 1) to += 1;
    addPair(slope, waits, { from, to: to - 1 });
  }
  return Math.min(1, Math.max(0, slope.xy / slope.xx));
};
