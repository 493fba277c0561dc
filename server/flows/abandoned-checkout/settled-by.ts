import type { ShopId } from '../../lib/brand.ts';
import type { Checkout, Order } from '../../shop/catalog.ts';
import type { Claim, Subject } from '../flow-kind.ts';
import { personOf, placedBy } from '../person.ts';
import { dateVariable } from '../read-variables.ts';
import type { CheckoutFacts } from '../shop-facts.ts';

const tokensOf = (token: string, cartToken: string | undefined): readonly string[] =>
  cartToken === undefined ? [token] : [token, cartToken];

export const claimOfCheckout = (subject: Subject, checkout: Checkout): Claim => ({
  subject,
  person: personOf(subject.contact, checkout),
  tokens: tokensOf(checkout.token, checkout.cartToken),
  since: checkout.createdAt,
});

/** What was frozen at entry serves where the checkout itself is gone; far in the future means: only its token counts. */
const claimOfVariables = (subject: Subject): Claim => ({
  subject,
  person: personOf(subject.contact),
  tokens: [subject.about],
  since: dateVariable(subject.variables, 'createdAt') ?? new Date(8.64e15),
});

export const claimsOfCheckouts =
  (checkouts: CheckoutFacts) =>
  async (shop: ShopId, subjects: readonly Subject[]): Promise<readonly Claim[]> => {
    const tokens = new Set(subjects.map(({ about }) => about));
    const found = await checkouts.findMany(shop, [...tokens]);
    const byToken = new Map(found.map((checkout) => [checkout.token, checkout]));
    return subjects.map((subject) => {
      const checkout = byToken.get(subject.about);
      return checkout === undefined ? claimOfVariables(subject) : claimOfCheckout(subject, checkout);
    });
  };

/** A token matches whenever the order came; a person only from the checkout's own creation on. Cancelled orders count. */
export const settlesCheckout = (order: Order, claim: Claim): boolean => {
  const named = [order.checkoutToken, order.cartToken].some(
    (token) => token !== undefined && claim.tokens.includes(token),
  );
  return named || (order.placedAt.getTime() >= claim.since.getTime() && placedBy(order, claim.person));
};
