import type { Contact } from './contact.ts';
import { isFormer } from './contact-resolution.ts';
import type { PersonFacts } from './facts.ts';

type Described = Pick<Contact, 'firstName' | 'lastName' | 'phone' | 'locale' | 'countryCode' | 'describedAt'>;

/** What a contact gains; nothing of it is ever lost but the address, whose place is taken. */
export interface Gain {
  /** Takes the place of the one there was. */
  readonly address?: string | undefined;
  /** Who tells the address is no customer of their own any more. */
  readonly addressIsFormer?: boolean | undefined;
  readonly customerIds: readonly string[];
  readonly formerCustomerIds: readonly string[];
  readonly formerAddresses: readonly string[];
  /** Whose names hold from now on. */
  readonly described?: Described;
}

export const unique = <Value>(values: readonly (Value | undefined)[]): readonly Value[] => [
  ...new Set(values.flatMap((value) => value ?? [])),
];

/** What a person's facts add to the contact they were found to be. */
export const gainOf = (contact: Contact, { address, customerId }: PersonFacts): Gain => {
  const ids = { customerIds: unique([customerId]), formerCustomerIds: [] };
  if (address === undefined || address === contact.address) return { ...ids, formerAddresses: [] };
  if (isFormer(contact, customerId))
    return contact.address === undefined
      ? { ...ids, address, addressIsFormer: true, formerAddresses: [] }
      : { ...ids, formerAddresses: [address] };
  const left = contact.addressIsFormer === true ? [contact.address] : [];
  return { ...ids, address, addressIsFormer: false, formerAddresses: unique(left) };
};

/** Which address stays, and whose word it is. */
interface Kept {
  readonly address?: string | undefined;
  readonly addressIsFormer: boolean;
}

/** What the winner gains. Once the platform has merged customers, addresses that don't stay still lead to them. */
const gainOfBoth = (one: Contact, other: Contact, { address, addressIsFormer }: Kept): Gain => {
  const formerCustomerIds = unique([one, other].flatMap((each) => each.formerCustomerIds));
  const left = formerCustomerIds.length === 0 ? [] : [one.address, other.address];
  const former = unique([...[one, other].flatMap((each) => each.formerAddresses), ...left].flat());
  return {
    address,
    addressIsFormer,
    customerIds: unique([...one.customerIds, ...other.customerIds]),
    formerCustomerIds,
    formerAddresses: former.filter((each) => each !== address),
  };
};

const ownAddress = ({ address, addressIsFormer }: Contact): string | undefined =>
  addressIsFormer === true ? undefined : address;

/** The two turned out to be one by what was said of a person. */
export const gainOfMerge = (
  { winner, loser }: { readonly winner: Contact; readonly loser: Contact },
  { address: said, customerId }: PersonFacts,
): Gain => {
  const byCustomer = [winner, loser].find((one) => isFormer(one, customerId));
  const address = byCustomer?.address ?? said ?? winner.address ?? loser.address;
  return gainOfBoth(winner, loser, {
    address,
    addressIsFormer:
      byCustomer !== undefined && (byCustomer.address === undefined || byCustomer.addressIsFormer === true),
  });
};

/** The platform has made one customer of two, of whom either may not be known here yet. */
export interface MergedCustomers {
  readonly kept: string;
  readonly gone: string;
  readonly at: Date;
}

/** `contact` is of the kept one, `other` of the gone one, if they are two. */
export const gainOfCustomers = (contact: Contact, other: Contact, { kept, gone }: MergedCustomers): Gain => {
  const ids = { customerIds: [kept, gone], formerCustomerIds: [gone] };
  if (contact.id === other.id) {
    if (contact.customerIds.includes(kept)) return { ...ids, formerAddresses: [] };
    // All that is known was told of the one who is gone: whatever the other says holds.
    const described = { describedAt: undefined };
    const { address } = contact;
    return { ...ids, formerAddresses: [], address, addressIsFormer: address !== undefined, described };
  }
  const own = ownAddress(contact);
  const address = own ?? ownAddress(other) ?? contact.address ?? other.address;
  const formerCustomerIds = [...(contact.formerCustomerIds ?? []), gone];
  const gain = gainOfBoth({ ...contact, formerCustomerIds }, other, {
    address,
    addressIsFormer: address !== undefined && own === undefined,
  });
  const { firstName, lastName, phone, locale, countryCode, describedAt } = contact;
  return {
    ...gain,
    customerIds: unique([...gain.customerIds, kept, gone]),
    described: { firstName, lastName, phone, locale, countryCode, describedAt },
  };
};
