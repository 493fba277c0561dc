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
  /** `keepsAddress`: it gains the customer's id only. */
  | { readonly kind: 'extend'; readonly contact: Contact; readonly keepsAddress?: boolean }
  | { readonly kind: 'merge'; readonly winner: Contact; readonly loser: Contact };

const older = (one: Contact, other: Contact): boolean =>
  one.createdAt.getTime() === other.createdAt.getTime() ? one.id < other.id : one.createdAt < other.createdAt;

export const mergeOf = (one: Contact, other: Contact): Extract<Resolution, { readonly kind: 'merge' }> =>
  older(one, other)
    ? { kind: 'merge', winner: one, loser: other }
    : { kind: 'merge', winner: other, loser: one };

/** The platform has made another customer of this one: its record says no more who they are now. */
export const isFormer = (contact: Contact, customerId: string | undefined): boolean =>
  customerId !== undefined && contact.formerCustomerIds?.includes(customerId) === true;

/** What of a person extends a contact. */
export const extending = (
  { keepsAddress = false }: Extract<Resolution, { readonly kind: 'extend' }>,
  { address, customerId }: PersonFacts,
): PersonFacts => (keepsAddress ? { customerId } : { address, customerId });

/** Known by one of the two only. */
const single = (contact: Contact, { person, authoritative }: PersonQuery): Resolution => {
  const { address, customerId } = person;
  const gainsId = customerId !== undefined && !contact.customerIds.includes(customerId);
  if (address === undefined || contact.address === address)
    return gainsId ? { kind: 'extend', contact } : { kind: 'found', contact };
  if (contact.formerAddresses?.includes(address) === true)
    return gainsId ? { kind: 'extend', contact, keepsAddress: true } : { kind: 'found', contact };
  const isOpen = contact.address === undefined || contact.addressIsFormer === true;
  if (isOpen || authoritative || isFormer(contact, customerId)) return { kind: 'extend', contact };
  // Bought under another address than their account's: a contact of its own, so that mail goes where they asked.
  return { kind: 'create' };
};

/** Known by both: a former address becomes theirs again when the customer record itself says so. */
const whole = (contact: Contact, { person, authoritative }: PersonQuery): Resolution => {
  const isOwn = contact.address === person.address || isFormer(contact, person.customerId);
  return authoritative && !isOwn ? { kind: 'extend', contact } : { kind: 'found', contact };
};

/** Pure: `byAddress` and `byCustomer` are what the indexes hold for this person now. */
export const resolutionOf = (
  query: PersonQuery,
  byAddress: Contact | undefined,
  byCustomer: Contact | undefined,
): Resolution => {
  if (byAddress === undefined || byCustomer === undefined) {
    const contact = byAddress ?? byCustomer;
    return contact === undefined ? { kind: 'create' } : single(contact, query);
  }
  if (byAddress.id === byCustomer.id) return whole(byAddress, query);
  const { address, customerId } = query.person;
  const isElsewhere =
    byCustomer.address !== undefined && byCustomer.addressIsFormer !== true && byCustomer.address !== address;
  return isElsewhere && !query.authoritative && !isFormer(byCustomer, customerId)
    ? { kind: 'found', contact: byAddress }
    : mergeOf(byAddress, byCustomer);
};
