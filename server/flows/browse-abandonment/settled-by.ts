import type { ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';

/** Who bought it this recently looks at what they have. */
const ownedMs = 30 * 86_400_000;

const claimOf = (subject: Subject): readonly Claim[] => {
  const openedAt = dateVariable(subject.variables, 'openedAt');
  if (openedAt === undefined) return [];
  const since = new Date(openedAt.getTime() - ownedMs);
  return [{ subject, person: personOf(subject.contact), tokens: [], since }];
};

export const claimsOfLooks = async (_shop: ShopId, subjects: readonly Subject[]): Promise<readonly Claim[]> =>
  subjects.flatMap(claimOf);

/** The product was bought, lately or since. */
export const settlesLooks = (order: Order, { subject, person, since }: Claim): boolean =>
  order.placedAt.getTime() >= since.getTime() &&
  order.lines.some(({ productId }) => productId === subject.about) &&
  placedBy(order, person);
