import type { ContactId, ShopId } from '../../lib/brand.ts';
import { dueDates } from '../../recommendations/due-dates.ts';
import { expectedLogs, personWaits } from '../../recommendations/person-waits.ts';
import { dayMs } from '../../recommendations/reorder-model.ts';
import type { Purchase, ReorderKnowledge } from '../../recommendations/reorder-model.ts';
import type { Order } from '../../shop/catalog.ts';
import { productIdsOf } from '../content-sources.ts';
import type { OrderFacts } from '../shop-facts.ts';
import type { ProductTiming, ShopTiming } from './product-timing.ts';
import type { TimingSource } from './timing-source.ts';

/** Everything that is known when times are reckoned from some orders. */
export interface Knowledge {
  readonly shop: ShopTiming | undefined;
  readonly timings: ReadonlyMap<string, ProductTiming>;
  /** What each person bought, whenever. */
  readonly purchases: ReadonlyMap<ContactId, readonly Purchase[]>;
}

interface Sources {
  readonly orders: Pick<OrderFacts, 'findForSettlement'>;
  readonly timings: TimingSource;
}

/** Kept, paid for or to be paid for: what was given back says nothing about how long it lasts. */
const purchasesOf = ({
  id,
  placedAt,
  cancelledAt,
  test,
  lines,
  refundedProductIds,
}: Order): readonly Purchase[] =>
  test || cancelledAt !== undefined
    ? []
    : lines.flatMap(({ productId, quantity }) =>
        productId === undefined || refundedProductIds.includes(productId)
          ? []
          : [{ productId, quantity, at: placedAt.getTime(), order: id }],
      );

const loadPurchases = async (
  { orders }: Sources,
  shop: ShopId,
  contacts: readonly ContactId[],
): Promise<Knowledge['purchases']> => {
  const found = await orders.findForSettlement(shop, {
    contacts,
    customerIds: [],
    addresses: [],
    phones: [],
    checkoutTokens: [],
    cartTokens: [],
  });
  const byContact = Map.groupBy(found, ({ contact }) => contact);
  return new Map(contacts.map((contact) => [contact, (byContact.get(contact) ?? []).flatMap(purchasesOf)]));
};

/** For orders of one shop: three reads, whatever their number; two of them only where anything was learned. */
export const loadKnowledge = async (
  sources: Sources,
  shop: ShopId,
  orders: readonly Order[],
): Promise<Knowledge> => {
  const contacts = [...new Set(orders.flatMap(({ contact }) => contact ?? []))];
  const [ofShop, timings] = await Promise.all([
    sources.timings.shopTiming(shop),
    sources.timings.timingsOf(shop, productIdsOf(orders.flatMap(({ lines }) => lines))),
  ]);
  const learned = [...timings.values()].some(({ model }) => model !== undefined);
  const purchases = learned ? await loadPurchases(sources, shop, contacts) : new Map<ContactId, Purchase[]>();
  return { shop: ofShop, timings, purchases };
};

/** How much longer than others this person, with so many pieces, is likely to wait for what they bought last. */
const paceOf = (purchases: readonly Purchase[], productId: string, knowledge: ReorderKnowledge): number => {
  const waits = personWaits(purchases, knowledge);
  const index = waits.productId.lastIndexOf(productId);
  const expected = expectedLogs(waits, knowledge.rhythm.quantityExponent)[index];
  const usual = waits.logMean[index];
  return expected === undefined || usual === undefined ? 1 : Math.exp(expected - usual);
};

/**
 * When the buyer of an order will want one of its products again: half of those who come back have by then, and for whom that
 * is past, half of those who have waited as long as they have. Undefined where too little is known to say.
 */
export const dueDateOf = (
  order: Order,
  productId: string,
  { knowledge, now }: { readonly knowledge: Knowledge; readonly now: Date },
): Date | undefined => {
  const { shop, timings, purchases } = knowledge;
  const median = timings.get(productId)?.model?.p50;
  if (shop === undefined || order.contact === undefined || median === undefined || median === null)
    return undefined;
  const placed = order.placedAt.getTime();
  const known = (purchases.get(order.contact) ?? []).filter(({ at }) => at <= placed);
  const reorders = { rhythm: shop.rhythm, modelOf: (id: string) => timings.get(id)?.model };
  const dueMs = placed + median * paceOf(known, productId, reorders) * dayMs;
  if (dueMs > now.getTime()) return new Date(dueMs);
  const late = dueDates(reorders, known, now.getTime()).find((due) => due.productId === productId);
  return late === undefined ? undefined : new Date(late.dueAt);
};
