import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { Companion } from '../../recommendations/companions.ts';
import { companionsOfBasket } from '../../recommendations/companions.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import type { CompanionSource } from '../companions/companion-source.ts';
import { loadProducts, productIdsOf } from '../content-sources.ts';
import { personOf, placedBy, withContact } from '../person.ts';
import type { Person } from '../person.ts';
import type { ShopFacts } from '../shop-facts.ts';
import type { Choice } from './choose-suggestions.ts';

export type CrossSellFacts = Pick<ShopFacts, 'contacts' | 'orders' | 'products'> & {
  readonly companions: CompanionSource;
};

/** Candidates looked at for each order: enough to survive those that are owned, sold out or withdrawn. */
const candidates = 24;

const loadPeople = async (
  facts: CrossSellFacts,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Person>> => {
  const found = await facts.contacts.findMany(shop, ids);
  return new Map(ids.map((id) => [id, withContact(personOf(id), found.get(id))]));
};

const loadHistory = (
  facts: CrossSellFacts,
  shop: ShopId,
  people: readonly Person[],
): Promise<readonly Order[]> =>
  facts.orders.findForSettlement(shop, {
    contacts: people.flatMap(({ contacts }) => contacts),
    customerIds: people.flatMap(({ customerIds }) => customerIds),
    addresses: people.flatMap(({ addresses }) => addresses),
    phones: [],
    checkoutTokens: [],
    cartTokens: [],
  });

const vendorsOf = (orders: readonly Order[], products: ReadonlyMap<string, Product>): readonly string[] => {
  const lines = orders.flatMap((order) => order.lines);
  const named = lines.flatMap(
    ({ vendor, productId }) => vendor ?? products.get(productId ?? '')?.vendor ?? [],
  );
  return [...new Set(named)];
};

/** Everything that may be suggested after one of these orders, and the products of the orders themselves. */
const loadCatalogue = async (
  facts: CrossSellFacts,
  shop: ShopId,
  { orders, companions }: { orders: readonly Order[]; companions: ReadonlyMap<string, readonly Companion[]> },
): Promise<ReadonlyMap<string, Product>> => {
  const bought = orders.map(({ lines }) => productIdsOf(lines));
  const near = bought.flatMap((ids) => companionsOfBasket(ids, companions).slice(0, candidates));
  const known = await loadProducts(facts.products, shop, [
    ...bought.flat(),
    ...near.map(({ productId }) => productId),
  ]);
  const vendors = vendorsOf(orders, known);
  if (vendors.length === 0) return known;
  const alike = await facts.products.findByVendors(shop, vendors, candidates * vendors.length);
  return new Map([...alike.map((product) => [product.id, product] as const), ...known]);
};

const ownedBy = (person: Person | undefined, history: readonly Order[]): ReadonlySet<string> =>
  new Set(
    history
      .filter((order) => !order.test && person !== undefined && placedBy(order, person))
      .flatMap(({ lines }) => productIdsOf(lines)),
  );

/** What a choice needs, for a batch of one shop; an order that is gone has none. */
export const loadChoices = async (
  facts: CrossSellFacts,
  shop: ShopId,
  { enrollments, now }: { readonly enrollments: readonly Enrollment[]; readonly now: Date },
): Promise<ReadonlyMap<Enrollment, Choice>> => {
  const orders = await facts.orders.findMany(
    shop,
    enrollments.map(({ about }) => about),
  );
  const companions = await facts.companions.companionsOf(
    shop,
    productIdsOf(orders.flatMap(({ lines }) => lines)),
    now,
  );
  const people = await loadPeople(facts, shop, [...new Set(enrollments.map(({ contact }) => contact))]);
  const history = await loadHistory(facts, shop, [...people.values()]);
  const products = await loadCatalogue(facts, shop, { orders, companions });
  const byId = new Map(orders.map((order) => [order.id, order]));
  const choices = enrollments.flatMap((enrollment): [Enrollment, Choice][] => {
    const order = byId.get(enrollment.about);
    if (order === undefined) return [];
    return [
      [enrollment, { order, owned: ownedBy(people.get(enrollment.contact), history), companions, products }],
    ];
  });
  return new Map(choices);
};
