import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { traceContacts } from '../../shop/erase.ts';
import type { PersonFacts } from '../../shop/facts.ts';
import type { PrivacyPort } from '../../shop/inbox/apply.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { exportPerson } from './export-person.ts';
import type { HeldPerson, HoldingsRepository } from './holdings.repository.ts';
import type { PersonExports } from './person-exports.repository.ts';

export interface PrivacyDeps {
  readonly shop: ShopRepositories;
  readonly holdings: HoldingsRepository;
  readonly exports: Pick<PersonExports, 'put'>;
  readonly clock: Clock;
}

/** Whoever they are by now; a person nobody has heard of is nobody's contact, and holds nothing but digests. */
const heldPersonOf = async (
  { shop: repositories }: PrivacyDeps,
  shop: ShopId,
  person: PersonFacts,
): Promise<HeldPerson> => {
  const { address, customerId } = person;
  const known = [
    address === undefined ? undefined : await repositories.contacts.findByAddress(shop, address),
    customerId === undefined ? undefined : await repositories.contacts.findByCustomerId(shop, customerId),
  ];
  const contacts = known.flatMap((contact) => contact ?? []);
  return traceContacts(repositories, shop, { person, contacts });
};

/** What a platform's and a merchant's requests come down to: the same code answers both. */
export const createPrivacy = (deps: PrivacyDeps): PrivacyPort => ({
  forgetPerson: async (shop, person) => {
    await deps.holdings.erasePerson(shop, person);
  },
  forgetShop: (shop) => deps.holdings.eraseShop(shop),
  answer: async (shop, { requestId, person }) => {
    const held = await heldPersonOf(deps, shop, person);
    const json = await exportPerson(deps.holdings, shop, { ...held, requestId, madeAt: deps.clock.now() });
    await deps.exports.put(shop, { requestId, persons: held.digests, json });
    await deps.shop.dataRequests.answered(shop, requestId);
  },
});
