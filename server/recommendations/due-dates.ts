import { classOf } from './classes.ts';
import { orderDays, stillWithUs } from './order-rhythm.ts';
import { expectedLogs, personWaits } from './person-waits.ts';
import type { PersonWaits } from './person-waits.ts';
import { dayMs, lengths } from './reorder-model.ts';
import type { DueDate, Purchase, ReorderKnowledge } from './reorder-model.ts';
import { at, gridBins, gridPosition, gridRatio, positionOf, survivalAt } from './survival.ts';

/** The part of the survival function that lies ahead of somebody who has waited since `from`. */
interface Ahead {
  readonly survival: readonly number[];
  readonly from: number;
  /** The expected wait, in milliseconds. */
  readonly unit: number;
  readonly now: number;
  readonly interval: number;
}

const stillWaiting = ({ survival, from, unit }: Ahead, time: number): number =>
  survivalAt(survival, gridPosition((time - from) / unit));

const scoreOf = (ahead: Ahead, dueAt: number): number => {
  const sentAt = Math.max(ahead.now, dueAt - lengths.lead * ahead.interval);
  const then = stillWaiting(ahead, sentAt);
  const later = stillWaiting(ahead, sentAt + lengths.success * ahead.interval);
  return then <= 0 ? 0 : (then - later) / then;
};

const dueOf = (
  ahead: Ahead,
  ordering: number,
): Pick<DueDate, 'dueAt' | 'windowStart' | 'windowEnd' | 'score' | 'chance'> => {
  const { survival, from, unit, now, interval } = ahead;
  const end = now + lengths.horizon * interval;
  const waited = gridPosition((now - from) / unit);
  const here = survivalAt(survival, waited);
  const there = stillWaiting(ahead, end);
  /** When the given share of those who come back within the horizon has come back; spread over it where nobody does any more. */
  const quantileAt = (share: number): number => {
    if (here - there < 1e-9) return now + share * (end - now);
    const position = positionOf(survival, here - share * (here - there), waited);
    return Math.min(end, Math.max(now, from + gridRatio(position) * unit));
  };
  const dueAt = quantileAt(0.5);
  return {
    dueAt,
    windowStart: quantileAt(0.25),
    windowEnd: quantileAt(0.75),
    score: scoreOf(ahead, dueAt) * ordering,
    chance: here <= 0 ? 0 : ((here - at(survival, gridBins - 1)) / here) * ordering,
  };
};

/** Rows of the newest purchase of each product. */
const newestRows = ({ productId }: PersonWaits): readonly number[] => {
  const rows: number[] = [];
  for (let row = 0; row < productId.length; row += 1)
    if (productId[row] !== productId[row + 1]) rows.push(row);
  return rows;
};

/** The newest purchase of a substitute after that of `row`, if there is one. */
const restartOf = (waits: PersonWaits, row: number, substitutes: readonly string[]): number | undefined => {
  const { productId } = waits;
  const known = new Set(substitutes);
  return newestRows(waits)
    .filter((other) => known.has(productId[other] ?? '') && productId[other] !== productId[row])
    .filter((other) => at(waits.at, other) > at(waits.at, row))
    .toSorted((a, b) => at(waits.at, b) - at(waits.at, a))[0];
};

/** The same from waits that are already there; all of one person's. */
export const dueDatesOf = (
  { rhythm, modelOf, substitutesOf }: ReorderKnowledge,
  waits: PersonWaits,
  now: number,
): readonly DueDate[] => {
  if (waits.productId.length === 0) return [];
  const expected = expectedLogs(waits, rhythm.quantityExponent);
  const ordering = stillWithUs(orderDays(waits.at), rhythm.orders, now);
  return newestRows(waits).map((row) => {
    const productId = waits.productId[row] ?? '';
    const restart = substitutesOf && restartOf(waits, row, substitutesOf(productId));
    const quantity = at(waits.quantity, row);
    const more =
      restart === undefined ? 0 : rhythm.quantityExponent * Math.log(at(waits.quantity, restart) / quantity);
    const rate = modelOf(productId)?.score ?? rhythm.score;
    const ahead: Ahead = {
      survival: rhythm.curves[classOf(at(waits.nth, row), rate, rhythm.rateCuts)] ?? [],
      from: at(waits.at, restart ?? row),
      unit: Math.exp(at(expected, row) + more) * dayMs,
      now,
      interval: rhythm.intervalDays * dayMs,
    };
    const due = { productId, lastPurchasedAt: at(waits.at, row), quantity, ...dueOf(ahead, ordering) };
    return restart === undefined ? due : { ...due, restartedBy: waits.productId[restart] };
  });
};

/**
 * When one person will want each product they have bought again, seen at `now`: given what they bought, how much, how often before, and
 * that they have waited until now. `purchases` are all of theirs, in any order; later ones than `now` are left out.
 */
export const dueDates = (
  knowledge: ReorderKnowledge,
  purchases: readonly Purchase[],
  now: number,
): readonly DueDate[] =>
  dueDatesOf(
    knowledge,
    personWaits(
      purchases.filter((purchase) => purchase.at <= now),
      knowledge,
    ),
    now,
  );
