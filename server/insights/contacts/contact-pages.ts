import { asContactId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { ContactDeps } from './contact-deps.ts';
import type {
  ContactDetailView,
  ContactListView,
  ContactSearch,
  TimelineQuery,
  TimelineView,
} from './contact.contract.ts';
import { listContacts } from './list-contacts.ts';
import { readContact } from './read-contact.ts';
import { readTimeline } from './read-timeline.ts';

/** What the admin reads about people; null for one the shop doesn't know. */
export interface ContactPages {
  list(shop: ShopId, search: ContactSearch): Promise<ContactListView>;
  read(shop: ShopId, contact: string): Promise<ContactDetailView | null>;
  timeline(shop: ShopId, contact: string, query: TimelineQuery): Promise<TimelineView | null>;
}

export const createContactPages = (deps: ContactDeps): ContactPages => ({
  list: (shop, search) => listContacts(deps, shop, search),
  read: (shop, contact) => readContact(deps, shop, asContactId(contact)),
  timeline: (shop, contact, query) => readTimeline(deps, shop, { ...query, contact: asContactId(contact) }),
});
