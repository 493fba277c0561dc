import type { ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';
import type { ProductFacts } from '../shop-facts.ts';
import { loadSubstitutes } from './substitutes.ts';

export const claimsOfPurchases = async (
  products: ProductFacts,
  shop: ShopId,
  subjects: readonly Subject[],
): Promise<readonly Claim[]> => {
  const substitutes = await loadSubstitutes(
    products,
    shop,
    subjects.map(({ about }) => about),
  );
  return subjects.flatMap((subject): Claim[] => {
    const since = dateVariable(subject.variables, 'purchasedAt');
    if (since === undefined) return [];
    const instead = substitutes.get(subject.about) ?? [];
    return [{ subject, person: personOf(subject.contact), tokens: [], since, instead }];
  });
};

/** Two orders of one second: the id decides, so that one of them stays open and never both. */
const isLater = (order: Order, { subject, since }: Claim): boolean => {
  const later = order.placedAt.getTime() - since.getTime();
  return later === 0 ? order.id > subject.occurrence : later > 0;
};

const serves = (productId: string | undefined, { subject, instead = [] }: Claim): boolean =>
  productId === subject.about || (productId !== undefined && instead.includes(productId));

/** The product, or one that stands in for it, was bought again after the purchase it is about. */
export const settlesPurchase = (order: Order, claim: Claim): boolean =>
  order.id !== claim.subject.occurrence &&
  isLater(order, claim) &&
  order.lines.some(({ productId }) => serves(productId, claim)) &&
  placedBy(order, claim.person);
