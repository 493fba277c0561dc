import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { NamedProduct } from './contact-search.repository.ts';

/** Shorter texts are in the title of nearly everything. */
const fewestLetters = 3;
const mostProducts = 20;
/** Newest orders that are looked through for a page of people. */
const mostOrders = 200;

export interface ContactMatch {
  readonly id: ContactId;
  /** The title of the product that they were found by. */
  readonly bought: string | null;
}

const productsOf = async (
  { search }: ContactDeps,
  shop: ShopId,
  text: string,
): Promise<readonly NamedProduct[]> =>
  text.length < fewestLetters ? [] : search.productsNamed(shop, text, mostProducts);

const buyersOf = async (deps: ContactDeps, shop: ShopId, text: string): Promise<readonly ContactMatch[]> => {
  const products = await productsOf(deps, shop, text);
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  const orders = await deps.search.buyers(shop, [...titles.keys()], mostOrders);
  return orders.map(({ contact, products: ids }) => ({
    id: contact,
    bought: ids.map((id) => titles.get(id)).find((title) => title !== undefined) ?? null,
  }));
};

/** Who is called so, newest first; then who bought something that is called so, newest order first. */
export const searchContacts = async (
  deps: ContactDeps,
  shop: ShopId,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly ContactMatch[]> => {
  const [named, buyers] = await Promise.all([
    deps.search.startingWith(shop, text, limit),
    buyersOf(deps, shop, text),
  ]);
  const matches = new Map<ContactId, ContactMatch>();
  for (const match of [...named.map(({ id }) => ({ id, bought: null })), ...buyers])
    if (!matches.has(match.id)) matches.set(match.id, match);
  return [...matches.values()].slice(0, limit);
};

/** The same without an end; somebody may come twice. */
export const searchAllContacts = async function* (
  deps: ContactDeps,
  shop: ShopId,
  text: string,
): AsyncGenerator<ContactId> {
  yield* deps.search.allStartingWith(shop, text);
  const products = await productsOf(deps, shop, text);
  yield* deps.search.allBuyers(
    shop,
    products.map(({ id }) => id),
  );
};
