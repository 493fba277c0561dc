import type { ShopId } from '../../lib/brand.ts';
import type { Consent, Contact, Suppression } from '../../shop/contact.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { EmailStatus } from './contact.contract.ts';
import { emailStatusOf } from './email-status.ts';

/** What is said about addresses, by digest. */
export interface Standing {
  readonly consents: ReadonlyMap<string, Consent>;
  readonly suppressions: ReadonlyMap<string, Suppression>;
}

export const standingOf = async (
  deps: Pick<ContactDeps, 'consents' | 'suppressions'>,
  shop: ShopId,
  people: readonly Pick<Contact, 'address'>[],
): Promise<Standing> => {
  const digests = people.flatMap(({ address }) =>
    address === undefined ? [] : [addressDigest(shop, address)],
  );
  const [consents, suppressions] = await Promise.all([
    deps.consents.findMany(shop, digests),
    deps.suppressions.findMany(shop, digests),
  ]);
  return { consents, suppressions };
};

export const statusIn = (
  shop: ShopId,
  { consents, suppressions }: Standing,
  contact: Pick<Contact, 'address' | 'redactedAt'>,
): EmailStatus => {
  const digest = contact.address === undefined ? '' : addressDigest(shop, contact.address);
  return emailStatusOf(contact, consents.get(digest), suppressions.get(digest));
};
