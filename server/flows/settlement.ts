import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Order } from '../shop/catalog.ts';
import { phoneForms } from '../shop/phone.ts';
import type { Claim, FlowKind, Subject } from './flow-kind.ts';
import { withContact } from './person.ts';
import type { ContactFacts, OrderFacts, SettlementQuery } from './shop-facts.ts';

export interface SettlementFacts {
  readonly contacts: ContactFacts;
  readonly orders: OrderFacts;
}

type Judge = Pick<FlowKind, 'claims' | 'settledBy'>;

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

const queryOf = (claims: readonly Claim[]): SettlementQuery => ({
  contacts: unique<ContactId>(claims.flatMap(({ person }) => person.contacts)),
  customerIds: unique(claims.flatMap(({ person }) => person.customerIds)),
  addresses: unique(claims.flatMap(({ person }) => person.addresses)),
  phones: unique(claims.flatMap(({ person }) => person.phones.flatMap((one) => [one, ...phoneForms(one)]))),
  checkoutTokens: unique(claims.flatMap(({ tokens }) => tokens)),
  cartTokens: unique(claims.flatMap(({ tokens }) => tokens)),
});

const completed = async (
  facts: SettlementFacts,
  shop: ShopId,
  claims: readonly Claim[],
): Promise<readonly Claim[]> => {
  const known = await facts.contacts.findMany(shop, unique(claims.map(({ subject }) => subject.contact)));
  return claims.map((claim) => ({
    ...claim,
    person: withContact(claim.person, known.get(claim.subject.contact)),
  }));
};

const earliest = (orders: readonly Order[]): Order | undefined =>
  orders.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime())[0];

/** Which order settles each subject, if any: two reads for a batch of one shop, whatever its size. */
export const findSettling = async (
  facts: SettlementFacts,
  kind: Judge,
  { shop, subjects }: { readonly shop: ShopId; readonly subjects: readonly Subject[] },
): Promise<ReadonlyMap<Subject, Order>> => {
  const bare = await kind.claims(shop, subjects);
  if (bare.length === 0) return new Map();
  const claims = await completed(facts, shop, bare);
  const found = await facts.orders.findForSettlement(shop, queryOf(claims));
  const counted = found.filter((order) => !order.test);
  const settling = claims.flatMap((claim): [Subject, Order][] => {
    const order = earliest(counted.filter((one) => kind.settledBy(one, claim)));
    return order === undefined ? [] : [[claim.subject, order]];
  });
  return new Map(settling);
};
