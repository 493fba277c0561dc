import type { ContactId } from '../../lib/brand.ts';
import type { Checkout } from '../../shop/catalog.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { Subject, TriggerMatch, Verdict } from '../flow-kind.ts';
import { findSettling } from '../settlement.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { claimOfCheckout, settlesCheckout } from './settled-by.ts';

export type AbandonedCheckoutFacts = Pick<ShopFacts, 'contacts' | 'checkouts' | 'orders' | 'products'>;

/** Two made in the same second: the token decides, so that every order of arrival ends alike. */
const replaces = (one: Checkout, than: Checkout): boolean => {
  if (one.lines.length === 0) return false;
  const later = one.createdAt.getTime() - than.createdAt.getTime();
  return later === 0 ? one.token > than.token : later > 0;
};

const close = (reason: string): Verdict => ({ kind: 'close', reason });

const isSettled = async (
  facts: AbandonedCheckoutFacts,
  subject: Subject,
  checkout: Checkout,
): Promise<boolean> => {
  const claims = () => Promise.resolve([claimOfCheckout(subject, checkout)]);
  const kind = { claims, settledBy: settlesCheckout };
  return (await findSettling(facts, kind, { shop: checkout.shop, subjects: [subject] })).size > 0;
};

const judge = (
  checkout: Checkout,
  { settled, others }: { settled: boolean; others: readonly Checkout[] },
): Verdict => {
  if (checkout.deletedAt !== undefined) return close('checkout_gone');
  if (checkout.completedAt !== undefined || settled) return close('already_ordered');
  if (others.some((other) => replaces(other, checkout))) return close('superseded');
  // An emptied checkout may fill again: what runs goes on, and its mail looks at the lines once more.
  return checkout.lines.length === 0 ? { kind: 'refuse', reason: 'nothing_to_buy' } : { kind: 'open' };
};

const subjectOf = (contact: ContactId, checkout: Checkout): Subject => ({
  contact,
  about: checkout.token,
  occurrence: '',
  variables: { createdAt: checkout.createdAt.toISOString(), lines: checkout.lines.length },
});

const othersOf = async (facts: AbandonedCheckoutFacts, checkout: Checkout, contact: ContactId) =>
  (await facts.checkouts.findByContacts(checkout.shop, [contact])).filter(
    ({ token }) => token !== checkout.token,
  );

/** Absence: it is left until something else happens, so its last activity is where time counts from. */
export const matchCheckout = async (
  facts: AbandonedCheckoutFacts,
  event: StoreEvent,
): Promise<readonly TriggerMatch[]> => {
  const [checkout] = await facts.checkouts.findMany(event.shop, [event.about]);
  if (checkout?.contact === undefined) return [];
  const subject = subjectOf(checkout.contact, checkout);
  const [others, settled] = await Promise.all([
    othersOf(facts, checkout, checkout.contact),
    isSettled(facts, subject, checkout),
  ]);
  const verdict = judge(checkout, { settled, others });
  const takesOver = others.filter((other) => replaces(checkout, other)).map(({ token }) => token);
  return [{ ...subject, anchorAt: checkout.updatedAt, verdict, takesOver }];
};
