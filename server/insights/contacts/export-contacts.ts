import type { ContactId, ShopId } from '../../lib/brand.ts';
import { csvLine } from '../../lib/csv-line.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactExportRequest } from './contact.contract.ts';
import { pageOfContacts } from './page-of-contacts.ts';
import { peopleOf } from './people-of.ts';
import type { ListedPerson } from './people-of.ts';
import { searchAllContacts } from './search-contacts.ts';

const together = 500;
/** Spreadsheets take a file for UTF-8 by it. */
const byteOrderMark = '\uFEFF';

const columns = [
  'email',
  'first_name',
  'last_name',
  'email_status',
  'phone',
  'country',
  'language',
  'orders',
  'spent',
  'currency',
  'last_order_at',
  'last_seen_at',
  'in_flows',
  'since',
] as const;

const lineOf = ({ contact, status, totals, lastSeenAt, flows }: ListedPerson): string =>
  csvLine([
    contact.address ?? '',
    contact.firstName ?? '',
    contact.lastName ?? '',
    status,
    contact.phone ?? '',
    contact.countryCode ?? '',
    contact.locale ?? '',
    String(totals?.orders ?? 0),
    (totals?.spent ?? []).map(({ amount }) => amount).join('; '),
    (totals?.spent ?? []).map(({ currency }) => currency).join('; '),
    totals?.lastOrderAt.toISOString() ?? '',
    lastSeenAt?.toISOString() ?? '',
    flows.join('; '),
    contact.createdAt.toISOString(),
  ]);

const pages = async function* (
  deps: ContactDeps,
  shop: ShopId,
  request: Omit<ContactExportRequest, 'search'>,
): AsyncGenerator<ContactId> {
  let cursor: string | undefined;
  do {
    const page = await pageOfContacts(deps, shop, { ...request, cursor, size: together });
    yield* page.ids;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
};

/** Who waits in two flows, or was found by name and by product, is one row. */
const inGroups = async function* (ids: AsyncIterable<ContactId>): AsyncGenerator<readonly ContactId[]> {
  const seen = new Set<ContactId>();
  let group: ContactId[] = [];
  for await (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    group.push(id);
    if (group.length < together) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
};

/**
 * Everybody of a view, a segment or a search as lines of CSV (RFC 4180), with whole addresses, a group of people at a time;
 * erased people are nobody. What a person wrote can't run in a spreadsheet.
 */
export const exportContacts = async function* (
  deps: ContactDeps,
  shop: ShopId,
  { search, ...request }: ContactExportRequest,
): AsyncGenerator<string> {
  yield `${byteOrderMark}${csvLine(columns)}`;
  const ids = search === undefined ? pages(deps, shop, request) : searchAllContacts(deps, shop, search);
  for await (const group of inGroups(ids)) {
    const people = await peopleOf(deps, shop, group);
    const lines = people.filter(({ status }) => status !== 'erased').map(lineOf);
    if (lines.length > 0) yield lines.join('');
  }
};
