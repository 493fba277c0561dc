import type { ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';

export const claimsOfOrders = async (
  _shop: ShopId,
  subjects: readonly Subject[],
): Promise<readonly Claim[]> =>
  subjects.flatMap((subject) => {
    const since = dateVariable(subject.variables, 'openedAt');
    return since === undefined ? [] : [{ subject, person: personOf(subject.contact), tokens: [], since }];
  });

/** Any later order of the person; of two in one second the id decides, so that one of them waits and never both. */
export const settlesAbsence = (order: Order, { subject, person, since }: Claim): boolean => {
  const later = order.placedAt.getTime() - since.getTime();
  if (order.id === subject.about || later < 0) return false;
  return (later > 0 || order.id > subject.about) && placedBy(order, person);
};
