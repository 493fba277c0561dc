import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactListView, ContactRowView, ContactSearch } from './contact.contract.ts';
import { nameOf } from './contact-name.ts';
import { maskAddress } from './mask-address.ts';
import { pageOfContacts } from './page-of-contacts.ts';
import { peopleOf } from './people-of.ts';
import { searchContacts } from './search-contacts.ts';
import { totalsView } from './totals-view.ts';

const pageSize = 50;

const rowsOf = async (
  deps: ContactDeps,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ContactRowView[]> =>
  (await peopleOf(deps, shop, ids)).map(({ contact, status, totals, lastSeenAt, flows }) => ({
    id: contact.id,
    name: nameOf(contact),
    address: contact.address === undefined ? null : maskAddress(contact.address),
    emailStatus: status,
    totals: totalsView(totals),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    flows: [...flows],
    bought: null,
  }));

const searched = async (deps: ContactDeps, shop: ShopId, text: string): Promise<ContactListView> => {
  const matches = await searchContacts(deps, shop, { text, limit: pageSize });
  const bought = new Map<string, string | null>(matches.map((match) => [match.id, match.bought]));
  const rows = await rowsOf(
    deps,
    shop,
    matches.map(({ id }) => id),
  );
  return {
    contacts: rows.map((row) => ({ ...row, bought: bought.get(row.id) ?? null })),
    nextCursor: null,
  };
};

/** A page of people with what a merchant wants to know of each. Throws `request_invalid` for a cursor no page gave. */
export const listContacts = async (
  deps: ContactDeps,
  shop: ShopId,
  { search, ...view }: ContactSearch,
): Promise<ContactListView> => {
  if (search !== undefined) return searched(deps, shop, search);
  const { ids, next } = await pageOfContacts(deps, shop, { ...view, size: pageSize });
  return { contacts: await rowsOf(deps, shop, ids), nextCursor: next };
};
