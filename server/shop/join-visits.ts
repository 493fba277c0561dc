import type { ContactId, ShopId } from '../lib/brand.ts';
import type { HeardFact } from './events-of-fact.ts';
import type { FactOf } from './facts.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';
import type { StoreEvent } from './store-event.ts';
import type { KnownVisitor, Sighting } from './visitors.repository.ts';

/** How far back what a browser did becomes the contact's who is found out to use it. */
const joinedDays = 30;
const dayMs = 86_400_000;

type HeardVisit = HeardFact<FactOf<'visit'>>;
type Joining = Pick<ShopRepositories, 'visitors' | 'contacts' | 'checkouts' | 'events'>;

const isVisit = (heard: HeardFact): heard is HeardVisit => heard.fact.kind === 'visit';

const present = <Value>(values: readonly (Value | undefined)[]): readonly Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/**
 * Nobody becomes a contact by what a browser says: it is matched with customers and checkouts that the platform told of.
 */
const namesOf = async (
  { contacts, checkouts }: Joining,
  shop: ShopId,
  visits: readonly HeardVisit[],
): Promise<(visit: FactOf<'visit'>['visit']) => ContactId | undefined> => {
  const customerIds = present(visits.map(({ fact }) => fact.visit.customerId));
  const tokens = present(visits.map(({ fact }) => fact.visit.checkoutToken));
  const [people, left] = await Promise.all([
    customerIds.length === 0 ? [] : contacts.findByCustomerIds(shop, customerIds),
    tokens.length === 0 ? [] : checkouts.findMany(shop, tokens),
  ]);
  const byCustomer = new Map(people.flatMap(({ id, customerIds: ids }) => ids.map((one) => [one, id])));
  const byToken = new Map(left.map(({ token, contact }) => [token, contact]));
  return ({ customerId, checkoutToken }) =>
    byToken.get(checkoutToken ?? '') ?? byCustomer.get(customerId ?? '');
};

/** Whose visits these are, as far as it is known by now; what is learnt of a browser is written before anything of it. */
export const joinVisits = async (
  repositories: Joining,
  shop: ShopId,
  heard: readonly HeardFact[],
): Promise<readonly HeardFact[]> => {
  const visits = heard.filter(isVisit);
  if (visits.length === 0) return heard;
  const { visitors } = repositories;
  // Tokens first: whoever hears of the checkout itself at this moment then finds the browser, or we find the checkout.
  const atCheckouts = visits.filter(({ fact }) => fact.visit.checkoutToken !== undefined);
  await visitors.note(
    shop,
    atCheckouts.map(({ fact: { visit } }) => ({
      visitor: visit.visitor,
      checkoutToken: visit.checkoutToken,
      at: visit.at,
    })),
  );
  const contactOf = await namesOf(repositories, shop, visits);
  const sightings = visits.flatMap(({ fact: { visit } }): Sighting[] => {
    const contact = contactOf(visit);
    return contact === undefined ? [] : [{ visitor: visit.visitor, contact, at: visit.at }];
  });
  await visitors.note(shop, sightings);
  const known = await visitors.findMany(
    shop,
    visits.map(({ fact }) => fact.visit.visitor),
  );
  return heard.map((one) =>
    isVisit(one) ? { ...one, contact: known.get(one.fact.visit.visitor)?.contact } : one,
  );
};

/** A checkout with an address tells who uses the browser that was seen at it. */
const learnFromCheckouts = async (
  { visitors }: Joining,
  shop: ShopId,
  heard: readonly HeardFact[],
): Promise<readonly string[]> => {
  const told = heard.flatMap(({ fact, contact }) =>
    fact.kind === 'checkout' && contact !== undefined ? [{ ...fact.checkout, contact }] : [],
  );
  const seen = await visitors.ofCheckouts(
    shop,
    told.map(({ token }) => token),
  );
  const sightings = told.flatMap(({ token, contact, updatedAt }) =>
    (seen.get(token) ?? []).map((visitor) => ({ visitor, contact, at: updatedAt })),
  );
  await visitors.note(shop, sightings);
  return sightings.map(({ visitor }) => visitor);
};

/** Just found out, or found out by somebody else while its visit was written as nobody's. */
const isToBeJoined = (one: KnownVisitor, visits: readonly HeardVisit[]): boolean =>
  one.isFresh ||
  visits.some(({ fact, contact }) => fact.visit.visitor === one.visitor && contact === undefined);

/** After the events are written: what was nobody's becomes theirs. Resolves to those events, for flows to look at. */
export const attachVisits = async (
  repositories: Joining,
  shop: ShopId,
  heard: readonly HeardFact[],
): Promise<readonly StoreEvent[]> => {
  const visits = heard.filter(isVisit);
  const learnt = await learnFromCheckouts(repositories, shop, heard);
  const known = await repositories.visitors.findMany(shop, [
    ...learnt,
    ...visits.map(({ fact }) => fact.visit.visitor),
  ]);
  const attached: StoreEvent[] = [];
  for (const one of known.values()) {
    if (!isToBeJoined(one, visits)) continue;
    const since = new Date(one.knownAt.getTime() - joinedDays * dayMs);
    attached.push(...(await repositories.events.attach(shop, one.visitor, { contact: one.contact, since })));
  }
  return attached;
};
