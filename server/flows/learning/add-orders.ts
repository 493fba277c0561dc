import type { ShopId } from '../../lib/brand.ts';
import { dayMs } from '../../recommendations/reorder-model.ts';
import type { Purchase, ReorderModel } from '../../recommendations/reorder-model.ts';
import { addToModel } from '../../recommendations/update-model.ts';
import type { NewPurchase } from '../../recommendations/update-model.ts';
import type { Order } from '../../shop/catalog.ts';
import { isFromPast } from '../../shop/store-event.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { productIdsOf } from '../content-sources.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { loadKnowledge } from '../timing/load-knowledge.ts';
import type { Knowledge } from '../timing/load-knowledge.ts';
import type { TimingShelf } from '../timing/timing-shelf.ts';

export interface AddOrdersDeps {
  readonly orders: Pick<ShopFacts['orders'], 'findMany' | 'findForSettlement'>;
  readonly timings: Pick<TimingShelf, 'timingsOf' | 'shopTiming' | 'add'>;
}

const dayOf = (time: number): number => Math.floor(time / dayMs);

/** What this order says of a product, given what the person bought before; undefined for a second purchase of one day. */
const purchaseIn = (
  order: Order,
  productId: string,
  purchases: readonly Purchase[],
): NewPurchase | undefined => {
  const placed = order.placedAt.getTime();
  const before = purchases
    .filter((one) => one.productId === productId && one.order !== order.id && one.at <= placed)
    .toSorted((a, b) => b.at - a.at);
  const [last] = before;
  if (last === undefined) return {};
  if (dayOf(last.at) === dayOf(placed)) return undefined;
  const quantity = before
    .filter(({ at }) => dayOf(at) === dayOf(last.at))
    .reduce((sum, one) => sum + one.quantity, 0);
  return { ended: { gapDays: (placed - last.at) / dayMs, quantity } };
};

const modelsWith = (order: Order, { shop, timings, purchases }: Knowledge): readonly ReorderModel[] => {
  if (shop === undefined || order.contact === undefined) return [];
  const own = purchases.get(order.contact) ?? [];
  return productIdsOf(order.lines).flatMap((productId) => {
    const model = timings.get(productId)?.model;
    const purchase = model && purchaseIn(order, productId, own);
    return model === undefined || purchase === undefined ? [] : [addToModel(shop.rhythm, model, purchase)];
  });
};

/**
 * Between two nights: what new orders add to what is known of their products. An order is added once, however often it is
 * heard of; a product nothing was learned of waits for the night. What was only heard from the past is learned as a whole.
 */
export const addOrders = async (
  { orders, timings }: AddOrdersDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<void> => {
  const placed = events.filter(({ type, sources }) => type === 'order.placed' && !isFromPast(sources[0]));
  if (placed.length === 0) return;
  const found = await orders.findMany(shop, [...new Set(placed.map(({ about }) => about))]);
  const counted = found.filter(({ test, cancelledAt }) => !test && cancelledAt === undefined);
  for (const order of counted) {
    const knowledge = await loadKnowledge({ orders, timings }, shop, [order]);
    await timings.add(shop, order.id, modelsWith(order, knowledge));
  }
};
