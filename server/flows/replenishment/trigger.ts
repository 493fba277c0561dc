import type { ContactId } from '../../lib/brand.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { Order } from '../../shop/catalog.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { loadProducts, productIdsOf } from '../content-sources.ts';
import type { Subject, TriggerMatch, Verdict } from '../flow-kind.ts';
import { findSettling } from '../settlement.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { isReplenishable } from './is-replenishable.ts';
import { claimsOfPurchases, settlesPurchase } from './settled-by.ts';
import { replenishmentArgs } from './trigger-args.ts';

export type ReplenishmentFacts = Pick<ShopFacts, 'contacts' | 'orders' | 'products'>;

const quantityOf = (order: Order, productId: string): number =>
  order.lines.filter((line) => line.productId === productId).reduce((sum, line) => sum + line.quantity, 0);

const subjectOf = (
  order: Order,
  { contact, productId, interval }: { contact: ContactId; productId: string; interval: string },
): Subject => ({
  contact,
  about: productId,
  occurrence: order.id,
  variables: {
    productId,
    quantity: Math.max(1, quantityOf(order, productId)),
    purchasedAt: order.placedAt.toISOString(),
    interval,
  },
});

const subjectsOf = async (
  facts: ReplenishmentFacts,
  order: Order,
  program: FlowProgram,
): Promise<readonly Subject[]> => {
  const { contact } = order;
  if (contact === undefined) return [];
  const products = await loadProducts(facts.products, order.shop, productIdsOf(order.lines));
  const lines = order.lines.filter((line) => isReplenishable(line, products.get(line.productId ?? '')));
  const { interval, perProduct } = replenishmentArgs.parse(program.trigger.args);
  return productIdsOf(lines).map((productId) =>
    subjectOf(order, { contact, productId, interval: perProduct[productId] ?? interval }),
  );
};

const verdictOn = (order: Order, subject: Subject, boughtAgain: boolean): Verdict => {
  if (order.cancelledAt !== undefined) return { kind: 'close', reason: 'cancelled' };
  if (order.refundedProductIds.includes(subject.about)) return { kind: 'close', reason: 'refunded' };
  return boughtAgain ? { kind: 'close', reason: 'bought_again' } : { kind: 'open' };
};

/** One for each product of the order; the fulfilment, once known, is where the time of use begins. */
export const matchPurchase = async (
  facts: ReplenishmentFacts,
  event: StoreEvent,
  program: FlowProgram,
): Promise<readonly TriggerMatch[]> => {
  const [order] = await facts.orders.findMany(event.shop, [event.about]);
  if (order === undefined || order.test) return [];
  const subjects = await subjectsOf(facts, order, program);
  const kind = { claims: claimsOfPurchases, settledBy: settlesPurchase };
  const settling = await findSettling(facts, kind, { shop: event.shop, subjects });
  const anchorAt = order.fulfilledAt ?? order.placedAt;
  return subjects.map((subject) => ({
    ...subject,
    anchorAt,
    verdict: verdictOn(order, subject, settling.has(subject)),
    takesOver: [],
  }));
};
