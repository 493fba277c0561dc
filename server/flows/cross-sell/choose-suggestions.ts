import type { Order, Product } from '../../shop/catalog.ts';
import { isInStock, isOffered } from '../availability.ts';
import type { CompanionsOfProducts } from '../companions/companion-source.ts';
import { companionsOfBasket } from '../companions/companions-of-basket.ts';
import type { RankedCompanion } from '../companions/companions-of-basket.ts';
import { productIdsOf } from '../content-sources.ts';
import { offeredVariant } from '../product-card.ts';

export interface Suggestion {
  readonly product: Product;
  readonly note: string;
}

export interface Choice {
  readonly order: Order;
  /** Everything the person ever bought. */
  readonly owned: ReadonlySet<string>;
  readonly known: CompanionsOfProducts;
  readonly products: ReadonlyMap<string, Product>;
}

const suggestionCount = 3;

/** A card without a picture or a price sells nothing. */
const isPresentable = (product: Product): boolean =>
  isOffered(product) &&
  isInStock(product) &&
  product.imageUrl !== undefined &&
  offeredVariant(product) !== undefined;

const noteOf = ({ pinned, orders, direction }: RankedCompanion): string => {
  if (pinned === true && orders === 0) return 'Goes well with it';
  return direction === 'after' ? 'Often bought a little later' : 'Often bought together';
};

const learned = ({ order, known, products }: Choice): readonly Suggestion[] =>
  companionsOfBasket(productIdsOf(order.lines), known.companions).flatMap((companion) => {
    const product = products.get(companion.productId);
    return product === undefined ? [] : [{ product, note: noteOf(companion) }];
  });

/** Same maker, another type first: a second lamp for one who has just bought a lamp is the last resort. */
const sameVendor = ({ order, products }: Choice): Record<'otherType' | 'sameType', readonly Suggestion[]> => {
  const bought = productIdsOf(order.lines).flatMap((id) => products.get(id) ?? []);
  const vendors = new Set([
    ...bought.map(({ vendor }) => vendor),
    ...order.lines.map(({ vendor }) => vendor),
  ]);
  const types = new Set(bought.flatMap(({ productType }) => productType ?? []));
  const suggestions = [...products.values()]
    .filter(({ vendor }) => vendor !== undefined && vendors.has(vendor))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((product) => ({ product, note: `Also by ${product.vendor ?? ''}` }));
  const isSameType = ({ product }: Suggestion): boolean => types.has(product.productType ?? '');
  return {
    otherType: suggestions.filter((each) => !isSameType(each)),
    sameType: suggestions.filter(isSameType),
  };
};

/** For what nothing goes with yet: what sells best of the types that people come to after its type. */
const popular = ({ order, known, products }: Choice): readonly Suggestion[] =>
  productIdsOf(order.lines)
    .flatMap((id) => known.popularNext.get(id) ?? [])
    .flatMap((id) => products.get(id) ?? [])
    .map((product) => ({ product, note: `Popular in ${product.productType ?? ''}` }));

const firstOf = (suggestions: readonly Suggestion[], owned: ReadonlySet<string>): readonly Suggestion[] => {
  const taken = new Set(owned);
  const chosen: Suggestion[] = [];
  for (const suggestion of suggestions) {
    const { product } = suggestion;
    if (chosen.length === suggestionCount || taken.has(product.id) || !isPresentable(product)) continue;
    taken.add(product.id);
    chosen.push(suggestion);
  }
  return chosen;
};

/** Best first, at most three, none twice; empty when nothing suits. */
export const chooseSuggestions = (choice: Choice): readonly Suggestion[] => {
  const { owned: before, order, known } = choice;
  const owned = new Set([...before, ...productIdsOf(order.lines), ...known.banned]);
  const { otherType, sameType } = sameVendor(choice);
  const chosen = firstOf([...learned(choice), ...otherType, ...popular(choice)], owned);
  return chosen.length > 0 ? chosen : firstOf(sameType, owned);
};
