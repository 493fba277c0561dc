import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import { loadProducts, productIdsOf } from '../content-sources.ts';
import type { OrdersAsked, ReckoningContext, Subject, TriggerMatch, Verdict } from '../flow-kind.ts';
import { findSettling } from '../settlement.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { dueDateOf, loadKnowledge } from '../timing/load-knowledge.ts';
import type { Knowledge } from '../timing/load-knowledge.ts';
import { isNeededAgain, reckon } from '../timing/reckon.ts';
import type { Reckoned } from '../timing/reckon.ts';
import type { TimingSource } from '../timing/timing-source.ts';
import { isReplenishable } from './is-replenishable.ts';
import { claimsOfPurchases, settlesPurchase } from './settled-by.ts';
import { replenishmentArgs } from './trigger-args.ts';

export type ReplenishmentFacts = Pick<ShopFacts, 'contacts' | 'orders' | 'products'> & {
  readonly timings: TimingSource;
};

interface Known {
  readonly products: ReadonlyMap<string, Product>;
  readonly knowledge: Knowledge;
  readonly context: ReckoningContext;
}

const linesOf = (order: Order, productId: string) =>
  order.lines.filter((line) => line.productId === productId);

const quantityOf = (order: Order, productId: string): number =>
  Math.max(
    1,
    linesOf(order, productId).reduce((sum, line) => sum + line.quantity, 0),
  );

const reckonedOf = (order: Order, productId: string, { knowledge, context }: Known): Reckoned => {
  const { program, now } = context;
  const { interval, perProduct, timing } = replenishmentArgs.parse(program.trigger.args);
  return reckon({
    quantity: quantityOf(order, productId),
    placedAt: order.placedAt,
    flow: { interval, ofProduct: perProduct[productId], learns: timing === 'learned' },
    timing: knowledge.timings.get(productId),
    rhythm: knowledge.shop?.rhythm,
    dueAt: dueDateOf(order, productId, { knowledge, now }),
  });
};

const subjectOf = (
  order: Order,
  contact: ContactId,
  { productId, reckoned }: { productId: string; reckoned: Reckoned },
): Subject => {
  const { interval, times, numberOf, again } = reckoned;
  return {
    contact,
    about: productId,
    occurrence: order.id,
    variables: {
      productId,
      quantity: quantityOf(order, productId),
      purchasedAt: order.placedAt.toISOString(),
      interval,
      times,
      numberOf,
      ...(again !== undefined && { again }),
    },
  };
};

interface Candidate {
  readonly order: Order;
  readonly subject: Subject;
  readonly reckoned: Reckoned;
}

const candidatesOf = (order: Order, known: Known): readonly Candidate[] => {
  const { contact } = order;
  if (contact === undefined || order.test) return [];
  const lines = order.lines.filter((line) => isReplenishable(line, known.products.get(line.productId ?? '')));
  return productIdsOf(lines).map((productId) => {
    const reckoned = reckonedOf(order, productId, known);
    return { order, reckoned, subject: subjectOf(order, contact, { productId, reckoned }) };
  });
};

const isSubscribed = (order: Order, productId: string): boolean =>
  linesOf(order, productId).some(({ subscription }) => subscription === true);

const verdictOn = ({ order, subject }: Candidate, known: Known, boughtAgain: boolean): Verdict => {
  const { about } = subject;
  if (order.cancelledAt !== undefined) return { kind: 'close', reason: 'cancelled' };
  if (order.refundedProductIds.includes(about)) return { kind: 'close', reason: 'refunded' };
  if (boughtAgain) return { kind: 'close', reason: 'bought_again' };
  if (isSubscribed(order, about)) return { kind: 'close', reason: 'subscribed' };
  return isNeededAgain(known.knowledge.timings.get(about))
    ? { kind: 'open' }
    : { kind: 'refuse', reason: 'not_needed_again' };
};

/** Learned waits are from order to order; a number of the merchant's counts from when it arrived, if that is known. */
const anchorOf = ({ order, reckoned }: Candidate): Date =>
  reckoned.numberOf === 'learned' ? order.placedAt : (order.fulfilledAt ?? order.placedAt);

/** One for each product of the orders. */
export const matchPurchases = async (
  facts: ReplenishmentFacts,
  { shop, orderIds }: OrdersAsked,
  context: ReckoningContext,
): Promise<readonly TriggerMatch[]> => {
  const orders = await facts.orders.findMany(shop, orderIds);
  const [products, knowledge] = await Promise.all([
    loadProducts(facts.products, shop, productIdsOf(orders.flatMap(({ lines }) => lines))),
    loadKnowledge(facts, shop, orders),
  ]);
  const known = { products, knowledge, context };
  const candidates = orders.flatMap((order) => candidatesOf(order, known));
  const subjects = candidates.map(({ subject }) => subject);
  const claims = (of: ShopId, asked: readonly Subject[]) => claimsOfPurchases(facts.products, of, asked);
  const settling = await findSettling(facts, { claims, settledBy: settlesPurchase }, { shop, subjects });
  return candidates.map((candidate) => ({
    ...candidate.subject,
    anchorAt: anchorOf(candidate),
    verdict: verdictOn(candidate, known, settling.has(candidate.subject)),
    takesOver: [],
    timedBy: { numberOf: candidate.reckoned.numberOf, ...candidate.reckoned.evidence },
  }));
};
