import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Order } from '../../shop/catalog.ts';
import { productIdsOf } from '../content-sources.ts';
import { personOf, placedBy, withContact } from '../person.ts';
import type { Person } from '../person.ts';
import type { ContactFacts, OrderFacts } from '../shop-facts.ts';

interface OwnedFacts {
  readonly contacts: Pick<ContactFacts, 'findMany'>;
  readonly orders: Pick<OrderFacts, 'findForSettlement'>;
}

const loadPeople = async (
  { contacts }: OwnedFacts,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Person>> => {
  const found = await contacts.findMany(shop, ids);
  return new Map(ids.map((id) => [id, withContact(personOf(id), found.get(id))]));
};

const loadHistory = (
  { orders }: OwnedFacts,
  shop: ShopId,
  people: readonly Person[],
): Promise<readonly Order[]> =>
  orders.findForSettlement(shop, {
    contacts: people.flatMap(({ contacts }) => contacts),
    customerIds: people.flatMap(({ customerIds }) => customerIds),
    addresses: people.flatMap(({ addresses }) => addresses),
    phones: [],
    checkoutTokens: [],
    cartTokens: [],
  });

const ownedBy = (person: Person, history: readonly Order[]): ReadonlySet<string> =>
  new Set(
    history
      .filter((order) => !order.test && placedBy(order, person))
      .flatMap(({ lines, refundedProductIds }) => [...productIdsOf(lines), ...refundedProductIds]),
  );

/** Everything each of these people ever bought, given back or not: what was given back isn't suggested either. */
export const loadOwnedBy = async (
  facts: OwnedFacts,
  shop: ShopId,
  contacts: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, ReadonlySet<string>>> => {
  if (contacts.length === 0) return new Map();
  const people = await loadPeople(facts, shop, [...new Set(contacts)]);
  const history = await loadHistory(facts, shop, [...people.values()]);
  return new Map([...people].map(([id, person]) => [id, ownedBy(person, history)]));
};
