import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import type { Order } from '../../shop/catalog.ts';
import type { OrderRepository } from '../../shop/orders.repository.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';
import { attributionMs, conversionOf, creditedTouch } from './conversion.ts';
import type { Conversions } from './conversions.repository.ts';
import type { Touches } from './touches.repository.ts';

export interface CreditDeps {
  readonly orders: Pick<OrderRepository, 'findMany' | 'findByContacts'>;
  readonly touches: Touches;
  readonly conversions: Pick<Conversions, 'record'>;
}

const heard = new Set<StoreEventType>([
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
]);

const times = (orders: readonly Order[]): readonly number[] =>
  orders.map(({ placedAt }) => placedAt.getTime());

/** From the orders and clicks as they stand: any events, any number of times, in any sequence end alike. */
const credit = async (deps: CreditDeps, shop: ShopId, told: readonly Order[]): Promise<void> => {
  const orders = told.filter(({ test }) => !test);
  const contacts = [...new Set(orders.flatMap(({ contact }) => contact ?? []))];
  const codes = [...new Set(orders.flatMap(({ discounts = [] }) => discounts.map(({ code }) => code)))];
  if (contacts.length + codes.length === 0) return;
  const from = new Date(Math.min(...times(orders)) - attributionMs);
  const to = new Date(Math.max(...times(orders)));
  const [clicks, ofCodes] = await Promise.all([
    deps.touches.clicksOf(shop, { contacts, from, to }),
    deps.touches.ofCodes(shop, codes),
  ]);
  const conversions = orders.flatMap((order) => {
    const own = order.contact === undefined ? [] : (clicks.get(order.contact) ?? []);
    const used = (order.discounts ?? []).flatMap(({ code }) => ofCodes.get(code) ?? []);
    const touch = creditedTouch(order, [...own, ...used]);
    return touch === undefined ? [] : [conversionOf(order, touch)];
  });
  await deps.conversions.record(shop, conversions);
};

/** Which message each of these orders is credited to, and what it is worth now. */
export const creditOrders = async (
  deps: CreditDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<void> => {
  const ids = new Set(events.flatMap(({ type, about }) => (heard.has(type) ? [about] : [])));
  if (ids.size > 0) await credit(deps, shop, await deps.orders.findMany(shop, [...ids]));
};

/** Clicks that a mail service tells of late: the orders they came before are here already. */
export const creditClicks = async (
  deps: CreditDeps,
  shop: ShopId,
  events: readonly MessageEvent[],
): Promise<void> => {
  const clicks = events.filter(({ type, detail }) => type === 'clicked' && detail !== 'scanner');
  if (clicks.length === 0) return;
  const messages = new Set<MessageId>(clicks.map(({ message }) => message));
  const contacts = await deps.touches.receivers(shop, [...messages]);
  const first = Math.min(...clicks.map(({ at }) => at.getTime()));
  const orders = await deps.orders.findByContacts(shop, contacts);
  await credit(
    deps,
    shop,
    orders.filter(({ placedAt }) => placedAt.getTime() >= first),
  );
};
