import { classOf } from './classes.ts';
import { orderDays, stillWithUs } from './order-rhythm.ts';
import { expectedLogs } from './person-waits.ts';
import type { PersonWait } from './person-waits.ts';
import { dayMs, lengths } from './reorder-model.ts';
import type { DueDate, Purchase, ReorderKnowledge } from './reorder-model.ts';
import { at, gridBins, gridPosition, gridRatio, positionOf, survivalAt } from './survival.ts';

const dayOf = (time: number): number => Math.floor(time / dayMs);

const inOrder = (a: Purchase, b: Purchase): number =>
  a.productId === b.productId ? a.at - b.at : a.productId < b.productId ? -1 : 1;

/** One purchase a product and day. */
const byDay = (purchases: readonly Purchase[]): readonly Purchase[] => {
  const days: { productId: string; at: number; quantity: number }[] = [];
  for (const { productId, at: time, quantity } of purchases.toSorted(inOrder)) {
    const last = days.at(-1);
    if (last !== undefined && last.productId === productId && dayOf(last.at) === dayOf(time))
      last.quantity += quantity;
    else days.push({ productId, at: time, quantity });
  }
  return days;
};

/** A person's purchases as waits, by product, then time. */
export const personWaits = (
  purchases: readonly Purchase[],
  { rhythm, modelOf }: ReorderKnowledge,
): readonly PersonWait[] => {
  const days = byDay(purchases);
  let nth = 0;
  return days.map((purchase, index) => {
    const { productId } = purchase;
    nth = days[index - 1]?.productId === productId ? nth + 1 : 1;
    const next = days[index + 1];
    return {
      ...purchase,
      nth,
      gap: next?.productId === productId ? (next.at - purchase.at) / dayMs : Number.NaN,
      logMean: modelOf(productId)?.logMean ?? rhythm.logMean,
    };
  });
};

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

/** When the given share of those who come back within the horizon has come back; spread over it where nobody does any more. */
const quantileAt = (ahead: Ahead, share: number): number => {
  const { survival, from, unit, now, interval } = ahead;
  const end = now + lengths.horizon * interval;
  const here = stillWaiting(ahead, now);
  const there = stillWaiting(ahead, end);
  if (here - there < 1e-9) return now + share * (end - now);
  const position = positionOf(survival, here - share * (here - there), gridPosition((now - from) / unit));
  return Math.min(end, Math.max(now, from + gridRatio(position) * unit));
};

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
  const dueAt = quantileAt(ahead, 0.5);
  const here = stillWaiting(ahead, ahead.now);
  const never = at(ahead.survival, gridBins - 1);
  return {
    dueAt,
    windowStart: quantileAt(ahead, 0.25),
    windowEnd: quantileAt(ahead, 0.75),
    score: scoreOf(ahead, dueAt) * ordering,
    chance: here <= 0 ? 0 : ((here - never) / here) * ordering,
  };
};

/** The newest purchase of a substitute after `wait`, if there is one. */
const restartOf = (
  wait: PersonWait,
  newest: ReadonlyMap<string, PersonWait>,
  { substitutesOf }: ReorderKnowledge,
): PersonWait | undefined =>
  (substitutesOf?.(wait.productId) ?? [])
    .flatMap((id) => newest.get(id) ?? [])
    .filter((other) => other.productId !== wait.productId && other.at > wait.at)
    .toSorted((a, b) => b.at - a.at)[0];

/**
 * When one person will want each product they have bought again, seen at `now`: given what they bought, how much, how often before, and
 * that they have waited until now. `purchases` are all of theirs, in any order; later ones than `now` are left out.
 */
export const dueDates = (
  knowledge: ReorderKnowledge,
  purchases: readonly Purchase[],
  now: number,
): readonly DueDate[] => {
  const { rhythm, modelOf } = knowledge;
  const waits = personWaits(
    purchases.filter((purchase) => purchase.at <= now),
    knowledge,
  );
  if (waits.length === 0) return [];
  const expected = expectedLogs(waits, rhythm.quantityExponent);
  const ordering = stillWithUs(orderDays(waits.map((wait) => wait.at)), rhythm.orders, now);
  const newest = new Map(waits.map((wait) => [wait.productId, wait]));
  return waits.flatMap((wait, index) => {
    if (newest.get(wait.productId) !== wait) return [];
    const restart = restartOf(wait, newest, knowledge);
    const rate = modelOf(wait.productId)?.score ?? rhythm.score;
    const more = rhythm.quantityExponent * Math.log((restart?.quantity ?? wait.quantity) / wait.quantity);
    const ahead: Ahead = {
      survival: rhythm.curves[classOf(wait.nth, rate, rhythm.rateCuts)] ?? [],
      from: restart?.at ?? wait.at,
      unit: Math.exp(at(expected, index) + more) * dayMs,
      now,
      interval: rhythm.intervalDays * dayMs,
    };
    const { productId, at: lastPurchasedAt, quantity } = wait;
    const due = { productId, lastPurchasedAt, quantity, ...dueOf(ahead, ordering) };
    return [restart === undefined ? due : { ...due, restartedBy: restart.productId }];
  });
};
