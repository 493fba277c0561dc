import { dueDates } from './due-dates.ts';
import type { History } from './history.ts';
import { learnReorders } from './learn-reorder.ts';
import type { LearnedReorders, LearnOptions } from './learn-reorder.ts';
import { dayMs, lengths } from './reorder-model.ts';
import type { Purchase } from './reorder-model.ts';
import { predictorsOf, ways } from './simple-predictors.ts';
import type { Way } from './simple-predictors.ts';
import { at } from './survival.ts';
import { peopleOf } from './waits.ts';
import type { Waits } from './waits.ts';

/** One pair of person and product at the split, what came of it, and what each way of telling said. */
export interface Candidate {
  readonly customer: number;
  readonly lastAt: number;
  /** When they bought it again after the split; Infinity: they didn't. */
  readonly nextAt: number;
  /** They buy it so often that no reminder is needed. */
  readonly isStaple: boolean;
  /** By way of telling: when it is due, and how sure. */
  readonly said: Readonly<Record<Way, { readonly dueAt: number; readonly score: number }>>;
}

export interface WayResult {
  readonly way: Way;
  /** Mean distance, in days, of the due date from when they bought it. */
  readonly errorDays: number;
  /** Of the reminders that fit the budget: how many, and how many were followed by the purchase in time. */
  readonly sent: number;
  readonly right: number;
}

export interface Backtest {
  readonly splitAt: number;
  /** Pairs that were bought again within the horizon. */
  readonly pairs: number;
  readonly budget: number;
  readonly results: readonly WayResult[];
}

/** Pairs last bought longer ago than this, in shop intervals, are not judged on their date. */
const oldest = 2.4;
/** How long reminders are sent in the test, in shop intervals. */
const sending = 1.2;

const nextPurchases = (history: History, from: number, until: number): ReadonlyMap<number, number> => {
  const next = new Map<number, number>();
  for (let row = 0; row < history.size; row += 1) {
    const time = at(history.at, row);
    if (time < from || time >= until) continue;
    const pair = at(history.customer, row) * history.products.size() + at(history.product, row);
    next.set(pair, Math.min(time, next.get(pair) ?? Infinity));
  }
  return next;
};

const purchasesOf = (
  history: History,
  waits: Waits,
  [from, to]: readonly [number, number],
): readonly Purchase[] =>
  Array.from({ length: to - from }, (_, index) => ({
    productId: history.products.nameOf(at(waits.product, from + index)),
    at: at(waits.at, from + index),
    quantity: at(waits.quantity, from + index),
  }));

const candidatesOf = (
  history: History,
  { rhythm, models, waits }: LearnedReorders,
  { splitAt, until }: { readonly splitAt: number; readonly until: number },
): readonly Candidate[] => {
  const next = nextPurchases(history, splitAt, until);
  const simple = predictorsOf(waits, rhythm.intervalDays);
  const knowledge = { rhythm, modelOf: (id: string) => models.get(id) };
  const candidates: Candidate[] = [];
  for (const rows of peopleOf(waits)) {
    const customer = at(waits.customer, rows[0]);
    const due = new Map(
      dueDates(knowledge, purchasesOf(history, waits, rows), splitAt).map((one) => [one.productId, one]),
    );
    for (let row = rows[0]; row < rows[1]; row += 1) {
      if (at(waits.gap, row) > 0) continue;
      const product = at(waits.product, row);
      const learned = due.get(history.products.nameOf(product));
      if (learned === undefined) continue;
      const others = simple(row);
      candidates.push({
        customer,
        lastAt: at(waits.at, row),
        nextAt: next.get(customer * history.products.size() + product) ?? Infinity,
        isStaple: at(waits.nth, row) >= 3 && others.ownDays < lengths.success * rhythm.intervalDays,
        said: { learned, ...others.said },
      });
    }
  }
  return candidates;
};

const errorOf = (way: Way, judged: readonly Candidate[], splitAt: number): number =>
  judged.reduce((sum, { said, nextAt }) => sum + Math.abs(Math.max(splitAt, said[way].dueAt) - nextAt), 0) /
  Math.max(1, judged.length) /
  dayMs;

interface Sending {
  readonly splitAt: number;
  /** The shop's interval, in milliseconds. */
  readonly unit: number;
  readonly budget: number;
}

/** The surest first, as many as the budget holds, no two to one person within the lead, none after the purchase. */
const sendBy = (way: Way, candidates: readonly Candidate[], { splitAt, unit, budget }: Sending) => {
  const lead = lengths.lead * unit;
  const planned = candidates
    .filter(({ isStaple, said }) => !isStaple && said[way].dueAt >= splitAt - lead)
    .map((one) => ({ ...one, sendAt: Math.max(splitAt, one.said[way].dueAt - lead) }))
    .filter(({ sendAt, nextAt }) => sendAt < splitAt + sending * unit && nextAt >= sendAt)
    .toSorted((a, b) => b.said[way].score - a.said[way].score);
  const sentTo = new Map<number, number[]>();
  const sent: (typeof planned)[number][] = [];
  for (const one of planned) {
    if (sent.length >= budget) break;
    const earlier = sentTo.get(one.customer) ?? [];
    if (earlier.some((time) => Math.abs(time - one.sendAt) < lead)) continue;
    sentTo.set(one.customer, [...earlier, one.sendAt]);
    sent.push(one);
  }
  const right = sent.filter(({ sendAt, nextAt }) => nextAt < sendAt + lengths.success * unit).length;
  return { sent: sent.length, right };
};

/**
 * Learns from what was before a split, one horizon before the end, and compares with what came after: the learned dates beside the usual
 * ways of telling, at the same number of reminders. Null where the past is too short to be split.
 */
export const backtest = (history: History, options: LearnOptions, share = 0.5): Backtest | null => {
  const whole = learnReorders(history, options);
  if (!whole.rhythm.learned || whole.waits.size === 0) return null;
  const oldestAt = whole.waits.at.reduce((first, time) => Math.min(first, time), Infinity);
  const horizon = lengths.horizon * whole.rhythm.intervalDays * dayMs;
  const splitAt = Math.max(options.asOf - horizon, oldestAt + (options.asOf - oldestAt) / 2);
  const before = learnReorders(history, { ...options, asOf: splitAt });
  if (!before.rhythm.learned) return null;
  const unit = before.rhythm.intervalDays * dayMs;
  const candidates = candidatesOf(history, before, { splitAt, until: options.asOf });
  const judged = candidates.filter(
    ({ lastAt, nextAt }) => nextAt < Infinity && splitAt - lastAt <= oldest * unit,
  );
  if (judged.length === 0) return null;
  const people = new Set(candidates.map(({ customer }) => customer)).size;
  const budget = Math.max(1, Math.round(people * share));
  return {
    splitAt,
    pairs: judged.length,
    budget,
    results: ways.map((way) => ({
      way,
      errorDays: errorOf(way, judged, splitAt),
      ...sendBy(way, candidates, { splitAt, unit, budget }),
    })),
  };
};
