import type { Contact } from '../../shop/contact.ts';

/** First and last name; null when the shop doesn't know one. */
export const nameOf = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string | null =>
  [firstName, lastName].filter((part) => part !== undefined && part.trim() !== '').join(' ') || null;
