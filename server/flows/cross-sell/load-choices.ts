import type { ShopId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import type { CompanionsOfProducts, CompanionSource } from '../companions/companion-source.ts';
import { companionsOfBasket } from '../companions/companions-of-basket.ts';
import { loadProducts, productIdsOf } from '../content-sources.ts';
import type { ShopFacts } from '../shop-facts.ts';
import type { Choice } from './choose-suggestions.ts';
import { loadOwnedBy } from './load-owned.ts';

export type CrossSellFacts = Pick<ShopFacts, 'contacts' | 'orders' | 'products'> & {
  readonly companions: CompanionSource;
};

/** Candidates looked at for each order: enough to survive those that are owned, sold out or withdrawn. */
const candidates = 24;

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
  { orders, known: { companions, popularNext } }: { orders: readonly Order[]; known: CompanionsOfProducts },
): Promise<ReadonlyMap<string, Product>> => {
  const bought = orders.map(({ lines }) => productIdsOf(lines));
  const near = bought.flatMap((ids) => companionsOfBasket(ids, companions).slice(0, candidates));
  const known = await loadProducts(facts.products, shop, [
    ...bought.flat(),
    ...near.map(({ productId }) => productId),
    ...bought.flat().flatMap((id) => popularNext.get(id) ?? []),
  ]);
  const vendors = vendorsOf(orders, known);
  if (vendors.length === 0) return known;
  const alike = await facts.products.findByVendors(shop, vendors, candidates * vendors.length);
  return new Map([...alike.map((product) => [product.id, product] as const), ...known]);
};

/** What a choice needs, for a batch of one shop; an order that is gone has none. */
export const loadChoices = async (
  facts: CrossSellFacts,
  shop: ShopId,
  enrollments: readonly Enrollment[],
): Promise<ReadonlyMap<Enrollment, Choice>> => {
  const abouts = enrollments.map(({ about }) => about);
  const contacts = enrollments.map(({ contact }) => contact);
  const [orders, owned] = await Promise.all([
    facts.orders.findMany(shop, abouts),
    loadOwnedBy(facts, shop, contacts),
  ]);
  const bought = productIdsOf(orders.flatMap(({ lines }) => lines));
  const known = await facts.companions.companionsOf(shop, bought);
  const products = await loadCatalogue(facts, shop, { orders, known });
  const byId = new Map(orders.map((order) => [order.id, order]));
  const choices = enrollments.flatMap((enrollment): [Enrollment, Choice][] => {
    const order = byId.get(enrollment.about);
    if (order === undefined) return [];
    return [[enrollment, { order, owned: owned.get(enrollment.contact) ?? new Set(), known, products }]];
  });
  return new Map(choices);
};
