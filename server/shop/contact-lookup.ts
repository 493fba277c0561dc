import { asContactId } from '../lib/brand.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { randomToken } from '../lib/digest.ts';
import { contactIdOf } from './contact-id.ts';
import type { PersonQuery } from './contact-resolution.ts';
import type { Contact } from './contact.ts';
import type { PersonFacts } from './facts.ts';
import { normaliseAddress } from './person-digest.ts';

/** Taken already by somebody redacted, it is drawn. */
export const newId = (shop: ShopId, person: PersonFacts, tries: number): ContactId =>
  tries > 2 ? asContactId(randomToken(20)) : contactIdOf(shop, person);

export const normalised = (query: PersonQuery): PersonQuery => {
  const { address } = query.person;
  if (address === undefined) return query;
  return { ...query, person: { ...query.person, address: normaliseAddress(address) } };
};

export const atAddress = (found: readonly Contact[], address: string): Contact | undefined =>
  found.find((contact) => contact.address === address) ??
  found.find(({ formerAddresses }) => formerAddresses?.includes(address));

/** An address of now or of before. */
export const atAnyOf = (shop: ShopId, addresses: readonly string[]) => {
  const $in = addresses.map(normaliseAddress);
  return {
    $or: [
      { shop, address: { $in } },
      { shop, formerAddresses: { $in } },
    ],
  };
};
