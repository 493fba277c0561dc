import type { ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';

/** Where any order of the person ends it: by customer, address and phone too, and looked for once more before a mail. */
export const claimsOfAbsences = async (
  _shop: ShopId,
  subjects: readonly Subject[],
): Promise<readonly Claim[]> =>
  subjects.flatMap((subject) => {
    const since = dateVariable(subject.variables, 'openedAt');
    if (since === undefined || subject.variables['orderEnds'] !== true) return [];
    return [{ subject, person: personOf(subject.contact), tokens: [], since }];
  });

/** Later than what began it, which may be an order itself. */
export const settlesAbsence = (order: Order, { person, since }: Claim): boolean =>
  order.placedAt.getTime() > since.getTime() && placedBy(order, person);
