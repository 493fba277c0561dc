import type { Contact } from './contact.ts';
import type { PersonFacts } from './facts.ts';

export interface PersonQuery {
  readonly person: PersonFacts;
  /** The customer record itself speaks: its address replaces the contact's. An order's address only adds. */
  readonly authoritative: boolean;
  /** When they were heard of, by the shop's time: a contact's age, which decides merges and redactions. */
  readonly at: Date;
}

/** What has to happen so that the person is one contact. */
export type Resolution =
  | { readonly kind: 'found'; readonly contact: Contact }
  | { readonly kind: 'create' }
  | { readonly kind: 'extend'; readonly contact: Contact }
  | { readonly kind: 'merge'; readonly winner: Contact; readonly loser: Contact };

const older = (one: Contact, other: Contact): boolean =>
  one.createdAt.getTime() === other.createdAt.getTime() ? one.id < other.id : one.createdAt < other.createdAt;

const mergeOf = (one: Contact, other: Contact): Resolution =>
  older(one, other)
    ? { kind: 'merge', winner: one, loser: other }
    : { kind: 'merge', winner: other, loser: one };

const single = (contact: Contact, { person, authoritative }: PersonQuery): Resolution => {
  const { address, customerId } = person;
  const gainsId = customerId !== undefined && !contact.customerIds.includes(customerId);
  if (address === undefined || contact.address === address)
    return gainsId ? { kind: 'extend', contact } : { kind: 'found', contact };
  if (contact.address === undefined || authoritative) return { kind: 'extend', contact };
  // Bought under another address than their account's: a contact of its own, so that mail goes where they asked.
  return { kind: 'create' };
};

/** Pure: `byAddress` and `byCustomer` are what the unique indexes hold for this person now. */
export const resolutionOf = (
  query: PersonQuery,
  byAddress: Contact | undefined,
  byCustomer: Contact | undefined,
): Resolution => {
  if (byAddress === undefined && byCustomer === undefined) return { kind: 'create' };
  if (byAddress === undefined || byCustomer === undefined) {
    const contact = byAddress ?? byCustomer;
    return contact === undefined ? { kind: 'create' } : single(contact, query);
  }
  if (byAddress.id === byCustomer.id) return { kind: 'found', contact: byAddress };
  const elsewhere = byCustomer.address !== undefined && byCustomer.address !== query.person.address;
  return elsewhere && !query.authoritative
    ? { kind: 'found', contact: byAddress }
    : mergeOf(byAddress, byCustomer);
};
