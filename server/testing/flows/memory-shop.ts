import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ShopFacts } from '../../flows/shop-facts.ts';
import type { Checkout, Order, Product } from '../../shop/catalog.ts';
import type { Consent, ConsentState, Contact } from '../../shop/contact.ts';
import { boughtIn } from '../../shop/orders.repository.ts';
import type { OrderPlace } from '../../shop/orders.repository.ts';
import { phoneForms } from '../../shop/phone.ts';
import type { Shop } from '../../shop/shop.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { aContact, ada, aShop, minute } from './builders.ts';

/** A shop's facts in memory; the maps are what a test changes. */
export interface MemoryShop {
  shop: Shop;
  readonly contacts: Map<ContactId, Contact>;
  /** From an id that was merged away to the one that is left. */
  readonly aliases: Map<ContactId, ContactId>;
  readonly consents: Map<ContactId, Consent>;
  readonly checkouts: Map<string, Checkout>;
  readonly orders: Map<string, Order>;
  readonly products: Map<string, Product>;
  readonly events: StoreEvent[];
  readonly facts: ShopFacts;
}

export const aConsent = (shop: ShopId, state: ConsentState, statedAt = minute(0)): Consent => ({
  shop,
  addressDigest: 'digest',
  state,
  source: 'test',
  statedAt,
});

const createState = (): Omit<MemoryShop, 'facts'> => ({
  shop: aShop(),
  contacts: new Map([[ada, aContact()]]),
  aliases: new Map(),
  consents: new Map(),
  checkouts: new Map(),
  orders: new Map(),
  products: new Map(),
  events: [],
});

type State = ReturnType<typeof createState>;

const has = (values: readonly string[], value: string | undefined): boolean =>
  value !== undefined && values.includes(value);

const contactFacts = ({ contacts, aliases, consents, shop: own }: State): ShopFacts['contacts'] => ({
  findMany: async (shop, ids) =>
    new Map(
      ids.flatMap((id) => {
        const contact = shop === own.id ? contacts.get(aliases.get(id) ?? id) : undefined;
        return contact === undefined ? [] : [[id, contact] as const];
      }),
    ),
  findByCustomerIds: async (_shop, ids) =>
    [...contacts.values()].filter(({ customerIds }) => customerIds.some((id) => ids.includes(id))),
  consentsOf: async (_shop, ids) =>
    new Map(
      ids.flatMap((id) => {
        const consent = consents.get(id);
        return consent === undefined ? [] : [[id, consent] as const];
      }),
    ),
});

const checkoutFacts = ({ checkouts }: State): ShopFacts['checkouts'] => {
  const all = (): readonly Checkout[] => [...checkouts.values()];
  return {
    findMany: async (_shop, tokens) => all().filter(({ token }) => tokens.includes(token)),
    findByCartTokens: async (_shop, tokens) => all().filter(({ cartToken }) => has(tokens, cartToken)),
    findByCustomerIds: async (_shop, ids) => all().filter(({ customerId }) => has(ids, customerId)),
    findByContacts: async (_shop, ids) => all().filter(({ contact }) => has(ids, contact)),
    findByPhones: async (_shop, phones) =>
      all().filter(({ phone }) => phone !== undefined && has(phones.flatMap(phoneForms), phone)),
  };
};

const newestFirst = (one: OrderPlace, other: OrderPlace): number =>
  other.placedAt.getTime() - one.placedAt.getTime() || (one.id < other.id ? 1 : -1);

const orderFacts = ({ orders }: State): ShopFacts['orders'] => {
  const all = (): readonly Order[] => [...orders.values()];
  return {
    findMany: async (_shop, ids) => all().filter(({ id }) => ids.includes(id)),
    findForSettlement: async (_shop, query) =>
      all().filter(
        (order) =>
          has(query.contacts, order.contact) ||
          has(query.customerIds, order.customerId) ||
          has(query.addresses, order.address) ||
          (order.phone !== undefined && phoneForms(order.phone).some((form) => has(query.phones, form))) ||
          has(query.checkoutTokens, order.checkoutToken) ||
          has(query.cartTokens, order.cartToken),
      ),
    purchases: async function* () {
      const kept = all().filter(({ test, cancelledAt }) => !test && cancelledAt === undefined);
      yield kept.flatMap(boughtIn).map(({ contact, orderId, placedAt, ...bought }) => ({
        customer: contact ?? orderId,
        order: orderId,
        at: placedAt.getTime(),
        ...bought,
      }));
    },
    newest: async (_shop, { since, before, limit }) =>
      all()
        .filter(({ test, cancelledAt, placedAt }) => !test && cancelledAt === undefined && placedAt >= since)
        .toSorted(newestFirst)
        .filter((order) => before === undefined || newestFirst(order, before) > 0)
        .slice(0, limit),
  };
};

export const createMemoryShop = (): MemoryShop => {
  const state = createState();
  const facts: ShopFacts = {
    shops: { find: async (shop) => (shop === state.shop.id ? state.shop : null) },
    contacts: contactFacts(state),
    checkouts: checkoutFacts(state),
    orders: orderFacts(state),
    products: {
      findMany: async (_shop, ids) => [...state.products.values()].filter(({ id }) => ids.includes(id)),
      findByVendors: async (_shop, vendors, limit) =>
        [...state.products.values()].filter(({ vendor }) => has(vendors, vendor)).slice(0, limit),
      idsByTypes: async (_shop, types) =>
        new Map(
          types.map((type) => [
            type,
            [...state.products.values()]
              .filter(({ productType }) => productType === type)
              .map(({ id }) => id),
          ]),
        ),
    },
    events: {
      ofContacts: async (_shop, contacts, { types, since }) =>
        state.events.filter(
          ({ contact, type, at }) => has(contacts, contact) && types.includes(type) && at >= since,
        ),
    },
  };
  // The same object: what a test puts in place of the shop is what its facts tell.
  return Object.assign(state, { facts });
};
