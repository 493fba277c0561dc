import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { Order } from '../shop/catalog.ts';
import type { ReactorDeps } from './reactor-deps.ts';

const present = <Value>(values: readonly (Value | undefined)[]): readonly Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** Everybody whom one of the orders may concern: who placed it, who is the same customer, whose checkout it came from. */
const contactsOfOrders = async (
  { contacts, checkouts }: ReactorDeps['facts'],
  shop: ShopId,
  orders: readonly Order[],
): Promise<readonly ContactId[]> => {
  const customerIds = present(orders.map(({ customerId }) => customerId));
  const tokens = present(orders.flatMap(({ checkoutToken, cartToken }) => [checkoutToken, cartToken]));
  const phones = present(orders.map(({ phone }) => phone));
  const [people, own, ofCart, ofCustomer, ofPhone] = await Promise.all([
    customerIds.length === 0 ? [] : contacts.findByCustomerIds(shop, customerIds),
    tokens.length === 0 ? [] : checkouts.findMany(shop, tokens),
    tokens.length === 0 ? [] : checkouts.findByCartTokens(shop, tokens),
    customerIds.length === 0 ? [] : checkouts.findByCustomerIds(shop, customerIds),
    phones.length === 0 ? [] : checkouts.findByPhones(shop, phones),
  ]);
  const ofCheckouts = [...own, ...ofCart, ...ofCustomer, ...ofPhone].map(({ contact }) => contact);
  return present([...orders.map(({ contact }) => contact), ...people.map(({ id }) => id), ...ofCheckouts]);
};

export const findCandidates = async (
  { facts, store }: Pick<ReactorDeps, 'facts' | 'store'>,
  shop: ShopId,
  orderIds: readonly string[],
): Promise<readonly Enrollment[]> => {
  const orders = await facts.orders.findMany(shop, orderIds);
  const contacts = await contactsOfOrders(
    facts,
    shop,
    orders.filter(({ test }) => !test),
  );
  return contacts.length === 0 ? [] : store.findWaitingOfContacts(shop, contacts);
};
