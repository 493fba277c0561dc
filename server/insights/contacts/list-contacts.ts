import { asContactId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Consent, Contact, Suppression } from '../../shop/contact.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactListView, ContactRowView, ContactSearch, EmailStatus } from './contact.contract.ts';
import { nameOf } from './contact-name.ts';
import { emailStatusOf } from './email-status.ts';
import type { ContactPlace, FoundContact } from './contact-directory.repository.ts';
import { maskAddress } from './mask-address.ts';
import { totalsView } from './totals-view.ts';

const pageSize = 50;
/** So many are looked at for a page of those who match, at most: a page may be short and still have a next one. */
const mostLookedAt = 5000;
const lookedAtOnce = 500;

interface Page {
  readonly ids: readonly ContactId[];
  readonly next: string | null;
}

const badCursor = (): EncoreError =>
  new EncoreError('request_invalid', { fields: { 'body.cursor': 'expected one that a page before gave' } });

const placeCursor = ({ createdAt, id }: ContactPlace): string => `${createdAt.getTime()}~${id}`;

const placeOf = (cursor: string | undefined): ContactPlace | undefined => {
  if (cursor === undefined) return undefined;
  const [, time, id] = /^(\d{1,15})~(.+)$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw badCursor();
  return { createdAt: new Date(Number(time)), id: asContactId(id) };
};

const dueAfter = (cursor: string | undefined): Date | undefined => {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw badCursor();
  return new Date(Number(cursor));
};

interface Standing {
  readonly consents: ReadonlyMap<string, Consent>;
  readonly suppressions: ReadonlyMap<string, Suppression>;
}

const standingOf = async (
  deps: ContactDeps,
  shop: ShopId,
  addresses: readonly (string | undefined)[],
): Promise<Standing> => {
  const digests = addresses.flatMap((address) =>
    address === undefined ? [] : [addressDigest(shop, address)],
  );
  const [consents, suppressions] = await Promise.all([
    deps.consents.findMany(shop, digests),
    deps.suppressions.findMany(shop, digests),
  ]);
  return { consents, suppressions };
};

const statusIn = (
  shop: ShopId,
  { consents, suppressions }: Standing,
  contact: Pick<Contact, 'address' | 'redactedAt'>,
): EmailStatus => {
  const digest = contact.address === undefined ? '' : addressDigest(shop, contact.address);
  return emailStatusOf(contact, consents.get(digest), suppressions.get(digest));
};

const wanted: Readonly<Record<'subscribed' | 'unmailable', ReadonlySet<EmailStatus>>> = {
  subscribed: new Set(['subscribed']),
  unmailable: new Set(['unsubscribed', 'suppressed']),
};

/** Walks the newest first and keeps who matches: no index holds what a statement, a suppression and an erasure make together. */
const pageByStatus = async (
  deps: ContactDeps,
  shop: ShopId,
  { view, cursor }: { view: 'subscribed' | 'unmailable'; cursor: string | undefined },
): Promise<Page> => {
  const found: FoundContact[] = [];
  let before = placeOf(cursor);
  for (let looked = 0; looked < mostLookedAt; looked += lookedAtOnce) {
    const people = await deps.directory.newest(shop, { ...(before && { before }), limit: lookedAtOnce });
    const standing = await standingOf(
      deps,
      shop,
      people.map(({ address }) => address),
    );
    for (const person of people) {
      before = person;
      if (!wanted[view].has(statusIn(shop, standing, person))) continue;
      found.push(person);
      if (found.length === pageSize) return { ids: found.map(({ id }) => id), next: placeCursor(person) };
    }
    if (people.length < lookedAtOnce) return { ids: found.map(({ id }) => id), next: null };
  }
  return { ids: found.map(({ id }) => id), next: before === undefined ? null : placeCursor(before) };
};

const pageOfAll = async (deps: ContactDeps, shop: ShopId, cursor: string | undefined): Promise<Page> => {
  const before = placeOf(cursor);
  const found = await deps.directory.newest(shop, { ...(before && { before }), limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return {
    ids: page.map(({ id }) => id),
    next: found.length > pageSize && last !== undefined ? placeCursor(last) : null,
  };
};

const pageInFlow = async (deps: ContactDeps, shop: ShopId, cursor: string | undefined): Promise<Page> => {
  const after = dueAfter(cursor);
  const waiting = await deps.directory.waiting(shop, { ...(after && { after }), limit: pageSize });
  const last = waiting.at(-1);
  return {
    ids: [...new Set(waiting.map(({ contact }) => contact))],
    next: waiting.length >= pageSize && last !== undefined ? String(last.dueAt.getTime()) : null,
  };
};

const pageOf = async (
  deps: ContactDeps,
  shop: ShopId,
  { view, search, cursor }: ContactSearch,
): Promise<Page> => {
  if (search !== undefined) {
    const found = await deps.directory.startingWith(shop, search, pageSize);
    return { ids: found.map(({ id }) => id), next: null };
  }
  switch (view) {
    case 'all':
      return pageOfAll(deps, shop, cursor);
    case 'in-flow':
      return pageInFlow(deps, shop, cursor);
    case 'subscribed':
    case 'unmailable':
      return pageByStatus(deps, shop, { view, cursor });
  }
};

const rowsOf = async (
  deps: ContactDeps,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ContactRowView[]> => {
  const contacts = await deps.contacts.findMany(shop, ids);
  const people = ids.flatMap((id) => contacts.get(id) ?? []);
  const own = people.map(({ id }) => id);
  const [standing, totals, seen, waiting, flows] = await Promise.all([
    standingOf(
      deps,
      shop,
      people.map(({ address }) => address),
    ),
    deps.directory.totals(shop, own),
    deps.directory.lastSeen(shop, own),
    deps.enrollments.waitingOf(shop, own),
    deps.flows.list(shop),
  ]);
  const titles = new Map(flows.map(({ id, title }) => [id, title]));
  const inFlows = Map.groupBy(waiting.enrollments, ({ contact }) => contact);
  return people.map((contact) => ({
    id: contact.id,
    name: nameOf(contact),
    address: contact.address === undefined ? null : maskAddress(contact.address),
    emailStatus: statusIn(shop, standing, contact),
    totals: totalsView(totals.get(contact.id)),
    lastSeenAt: seen.get(contact.id)?.toISOString() ?? null,
    flows: [...new Set((inFlows.get(contact.id) ?? []).map(({ flow }) => titles.get(flow) ?? flow))],
  }));
};

/** A page of people with what a merchant wants to know of each. Throws `request_invalid` for a cursor no page gave. */
export const listContacts = async (
  deps: ContactDeps,
  shop: ShopId,
  search: ContactSearch,
): Promise<ContactListView> => {
  const { ids, next } = await pageOf(deps, shop, search);
  return { contacts: await rowsOf(deps, shop, ids), nextCursor: next };
};
