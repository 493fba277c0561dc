import type { ContactId } from '../lib/brand.ts';
import type { Order } from '../shop/catalog.ts';
import type { Contact } from '../shop/contact.ts';
import { phoneDigits } from '../shop/phone.ts';

/** Every name under which one person may place an order. */
export interface Person {
  readonly contacts: readonly ContactId[];
  readonly customerIds: readonly string[];
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
}

interface Named {
  readonly customerId?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

const present = (value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [value];

const normalAddress = (address: string): string => address.trim().toLowerCase();

export const personOf = (contact: ContactId, { customerId, address, phone }: Named = {}): Person => ({
  contacts: [contact],
  customerIds: present(customerId),
  addresses: present(address),
  phones: present(phone),
});

/** The person with what the contact record knows besides. */
export const withContact = (person: Person, contact: Contact | undefined): Person => ({
  contacts: [...new Set([...person.contacts, ...(contact === undefined ? [] : [contact.id])])],
  customerIds: [...new Set([...person.customerIds, ...(contact?.customerIds ?? [])])],
  addresses: [...new Set([...person.addresses, ...present(contact?.address)])],
  phones: [...new Set([...person.phones, ...present(contact?.phone)])],
});

const samePhone = (left: string, right: string): boolean => {
  const digits = phoneDigits(left);
  return digits !== undefined && digits === phoneDigits(right);
};

export const placedBy = (order: Order, person: Person): boolean => {
  const { contact, customerId, address, phone } = order;
  if (contact !== undefined && person.contacts.includes(contact)) return true;
  if (customerId !== undefined && person.customerIds.includes(customerId)) return true;
  if (address !== undefined && person.addresses.some((own) => normalAddress(own) === normalAddress(address)))
    return true;
  return phone !== undefined && person.phones.some((own) => samePhone(own, phone));
};
