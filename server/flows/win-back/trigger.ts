import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';
import { dayMs, lengths } from '../../recommendations/reorder-model.ts';
import type { Order } from '../../shop/catalog.ts';
import { productIdsOf } from '../content-sources.ts';
import type { OrdersAsked, ReckoningContext, Subject, TriggerMatch, Verdict } from '../flow-kind.ts';
import { findSettling } from '../settlement.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { dueDateOf, loadKnowledge } from '../timing/load-knowledge.ts';
import type { Knowledge } from '../timing/load-knowledge.ts';
import { isKnown, isNeededAgain, wholeDays } from '../timing/reckon.ts';
import type { NumberOf } from '../timing/reckon.ts';
import type { TimingSource } from '../timing/timing-source.ts';
import { returnDayOf } from './return-day.ts';
import { claimsOfOrders, settlesAbsence } from './settled-by.ts';

export type WinBackFacts = Pick<ShopFacts, 'contacts' | 'orders' | 'products'> & {
  readonly timings: TimingSource;
};

export const winBackArgs = z.object({
  /** The merchant's number: how long after the last order. */
  after: durationSchema.default('P7M'),
  timing: z.enum(['learned', 'fixed']).default('fixed'),
});

/** Fewer people who came back say nothing about when people come back. */
const enoughReturned = 20;

interface WinBackTime {
  readonly interval: string;
  readonly numberOf: NumberOf;
  readonly evidence: Readonly<Record<string, number>>;
}

/** The last day on which a reminder of this order may still be answered: reminders go first. */
const seriesDaysOf = (order: Order, knowledge: Knowledge, now: Date): number => {
  const interval = knowledge.shop?.rhythm.intervalDays ?? 0;
  const dues = productIdsOf(order.lines).flatMap((productId) => {
    const timing = knowledge.timings.get(productId);
    if (!isKnown(timing?.model) || !isNeededAgain(timing)) return [];
    return dueDateOf(order, productId, { knowledge, now }) ?? [];
  });
  if (dues.length === 0) return 0;
  const last = Math.max(...dues.map((due) => due.getTime()));
  return (last - order.placedAt.getTime()) / dayMs + (lengths.lead + lengths.success) * interval;
};

const timeOf = (order: Order, knowledge: Knowledge, { program, now }: ReckoningContext): WinBackTime => {
  const { after, timing } = winBackArgs.parse(program.trigger.args);
  const { shop } = knowledge;
  const returned = shop?.returned ?? 0;
  const day = shop === undefined || returned < enoughReturned ? undefined : returnDayOf(shop.rhythm);
  if (timing === 'fixed' || day === undefined)
    return { interval: after, numberOf: 'merchant', evidence: { returned } };
  const seriesDays = seriesDaysOf(order, knowledge, now);
  const evidence = { returned, returnDay: Math.round(day), remindedUntilDay: Math.round(seriesDays) };
  return { interval: wholeDays(Math.max(day, seriesDays)), numberOf: 'learned', evidence };
};

const verdictOn = (order: Order, cameBack: boolean): Verdict => {
  if (order.cancelledAt !== undefined) return { kind: 'close', reason: 'cancelled' };
  if (cameBack) return { kind: 'close', reason: 'already_ordered' };
  const comesByItself = order.lines.some(({ subscription }) => subscription === true);
  return comesByItself ? { kind: 'close', reason: 'subscribed' } : { kind: 'open' };
};

const subjectOf = ({ contact, id, placedAt }: Order, time: WinBackTime): readonly Subject[] => {
  if (contact === undefined) return [];
  const { interval, numberOf } = time;
  const variables = { orderId: id, openedAt: placedAt.toISOString(), interval, numberOf };
  return [{ contact, about: id, occurrence: id, variables }];
};

/** Every order begins the wait for the next. */
export const matchLastOrders = async (
  facts: WinBackFacts,
  { shop, orderIds }: OrdersAsked,
  context: ReckoningContext,
): Promise<readonly TriggerMatch[]> => {
  const orders = (await facts.orders.findMany(shop, orderIds)).filter(({ test }) => !test);
  const knowledge = await loadKnowledge(facts, shop, orders);
  const candidates = orders.flatMap((order) => {
    const time = timeOf(order, knowledge, context);
    return subjectOf(order, time).map((subject) => ({ order, time, subject }));
  });
  const subjects = candidates.map(({ subject }) => subject);
  const kind = { claims: claimsOfOrders, settledBy: settlesAbsence };
  const settling = await findSettling(facts, kind, { shop, subjects });
  return candidates.map(({ order, time, subject }) => ({
    ...subject,
    anchorAt: order.placedAt,
    verdict: verdictOn(order, settling.has(subject)),
    takesOver: [],
    timedBy: { numberOf: time.numberOf, ...time.evidence },
  }));
};
