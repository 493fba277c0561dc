import type { ShopId } from '../lib/brand.ts';
import type { Consent, Contact } from './contact.ts';
import { addressDigest } from './person-digest.ts';

/** What the contact's statements about mail are kept under: their address, and those of customers merged into them. */
export const consentDigests = (
  shop: ShopId,
  { address, formerAddresses = [] }: Pick<Contact, 'address' | 'formerAddresses'>,
): readonly string[] =>
  address === undefined ? [] : [address, ...formerAddresses].map((one) => addressDigest(shop, one));

const newer = (one: Consent, other: Consent): Consent =>
  other.statedAt > one.statedAt || (other.statedAt >= one.statedAt && other.state === 'unsubscribed')
    ? other
    : one;

/** The newest of them, whichever address it was stated for; at one moment the refusal holds. */
export const consentOf = (
  shop: ShopId,
  contact: Pick<Contact, 'address' | 'formerAddresses'>,
  stated: ReadonlyMap<string, Consent>,
): Consent | undefined => {
  const [first, ...others] = consentDigests(shop, contact).flatMap((digest) => stated.get(digest) ?? []);
  return first === undefined ? undefined : others.reduce(newer, first);
};
