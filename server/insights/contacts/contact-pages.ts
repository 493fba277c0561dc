import { asContactId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { ContactDeps } from './contact-deps.ts';
import type {
  ContactCount,
  ContactCountRequest,
  ContactDetailView,
  ContactExportRequest,
  ContactListView,
  ContactSearch,
  TimelineQuery,
  TimelineView,
} from './contact.contract.ts';
import { countContacts } from './count-contacts.ts';
import { exportContacts } from './export-contacts.ts';
import { listContacts } from './list-contacts.ts';
import { readContact } from './read-contact.ts';
import { readTimeline } from './read-timeline.ts';

/** What the admin reads about people; null for one the shop doesn't know. */
export interface ContactPages {
  list(shop: ShopId, search: ContactSearch): Promise<ContactListView>;
  count(shop: ShopId, request: ContactCountRequest): Promise<ContactCount>;
  /** CSV, a group of people at a time. */
  export(shop: ShopId, request: ContactExportRequest): AsyncIterable<string>;
  read(shop: ShopId, contact: string): Promise<ContactDetailView | null>;
  timeline(shop: ShopId, contact: string, query: TimelineQuery): Promise<TimelineView | null>;
}

export const createContactPages = (deps: ContactDeps): ContactPages => ({
  list: (shop, search) => listContacts(deps, shop, search),
  count: (shop, request) => countContacts(deps, shop, request),
  export: (shop, request) => exportContacts(deps, shop, request),
  read: (shop, contact) => readContact(deps, shop, asContactId(contact)),
  timeline: (shop, contact, query) => readTimeline(deps, shop, { ...query, contact: asContactId(contact) }),
});
