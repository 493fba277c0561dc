import type { ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';

const claimOf = (subject: Subject): readonly Claim[] => {
  const since = dateVariable(subject.variables, 'purchasedAt');
  return since === undefined ? [] : [{ subject, person: personOf(subject.contact), tokens: [], since }];
};

export const claimsOfPurchases = async (
  _shop: ShopId,
  subjects: readonly Subject[],
): Promise<readonly Claim[]> => subjects.flatMap(claimOf);

/** Two orders of one second: the id decides, so that one of them stays open and never both. */
const isLater = (order: Order, { subject, since }: Claim): boolean => {
  const later = order.placedAt.getTime() - since.getTime();
  return later === 0 ? order.id > subject.occurrence : later > 0;
};

/** The product was bought again after the purchase it is about. */
export const settlesPurchase = (order: Order, claim: Claim): boolean =>
  order.id !== claim.subject.occurrence &&
  isLater(order, claim) &&
  order.lines.some(({ productId }) => productId === claim.subject.about) &&
  placedBy(order, claim.person);
