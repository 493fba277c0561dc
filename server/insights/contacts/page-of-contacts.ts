import { asContactId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactSearch, EmailStatus } from './contact.contract.ts';
import type { ContactPlace, FoundContact } from './contact-directory.repository.ts';
import { standingOf, statusIn } from './contact-standing.ts';

/** So many are looked at for a page of those who match, at most: a page may be short and still have a next one. */
const mostLookedAt = 1000;
const lookedAtOnce = 250;

export interface ContactIdPage {
  readonly ids: readonly ContactId[];
  readonly next: string | null;
}

export interface PageRequest extends Omit<ContactSearch, 'search'> {
  readonly size: number;
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

/** Of these, who belongs on the page. */
type Keep = (people: readonly FoundContact[]) => Promise<readonly FoundContact[]>;

/** Walks the newest first and keeps who matches: no index holds what makes somebody match. */
const pageOfKept = async (
  { directory }: ContactDeps,
  shop: ShopId,
  { cursor, size, keep }: PageRequest & { readonly keep: Keep },
): Promise<ContactIdPage> => {
  const kept: FoundContact[] = [];
  let before = placeOf(cursor);
  for (let looked = 0; looked < mostLookedAt; looked += lookedAtOnce) {
    const people = await directory.newest(shop, { ...(before && { before }), limit: lookedAtOnce });
    kept.push(...(await keep(people)));
    const page = kept.slice(0, size);
    const last = page.at(-1);
    const ids = page.map(({ id }) => id);
    if (kept.length > size && last !== undefined) return { ids, next: placeCursor(last) };
    if (people.length < lookedAtOnce) return { ids, next: null };
    before = people.at(-1);
  }
  return { ids: kept.map(({ id }) => id), next: before === undefined ? null : placeCursor(before) };
};

const wanted: Readonly<Record<'subscribed' | 'unmailable', ReadonlySet<EmailStatus>>> = {
  subscribed: new Set(['subscribed']),
  unmailable: new Set(['unsubscribed', 'suppressed']),
};

const ofStatus =
  (deps: ContactDeps, shop: ShopId, view: keyof typeof wanted): Keep =>
  async (people) => {
    const standing = await standingOf(deps, shop, people);
    return people.filter((person) => wanted[view].has(statusIn(shop, standing, person)));
  };

const ofSegment =
  ({ segments, now }: ContactDeps, shop: ShopId, where: NonNullable<ContactSearch['where']>): Keep =>
  async (people) => {
    const among = people.map(({ id }) => id);
    const matching = await segments.matching(shop, where, { now: now(), among });
    return people.filter(({ id }) => matching.has(id));
  };

const pageOfAll = async (
  { directory }: ContactDeps,
  shop: ShopId,
  { cursor, size }: PageRequest,
): Promise<ContactIdPage> => {
  const before = placeOf(cursor);
  const found = await directory.newest(shop, { ...(before && { before }), limit: size + 1 });
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    ids: page.map(({ id }) => id),
    next: found.length > size && last !== undefined ? placeCursor(last) : null,
  };
};

const pageInFlow = async (
  { directory }: ContactDeps,
  shop: ShopId,
  { cursor, size }: PageRequest,
): Promise<ContactIdPage> => {
  const after = dueAfter(cursor);
  const waiting = await directory.waiting(shop, { ...(after && { after }), limit: size });
  const last = waiting.at(-1);
  return {
    ids: [...new Set(waiting.map(({ contact }) => contact))],
    next: waiting.length >= size && last !== undefined ? String(last.dueAt.getTime()) : null,
  };
};

/** Whose turn it is on a page of one view or segment. Throws `request_invalid` for a cursor no page gave. */
export const pageOfContacts = (
  deps: ContactDeps,
  shop: ShopId,
  request: PageRequest,
): Promise<ContactIdPage> => {
  const { view, where } = request;
  if (where !== undefined) return pageOfKept(deps, shop, { ...request, keep: ofSegment(deps, shop, where) });
  switch (view) {
    case 'all':
      return pageOfAll(deps, shop, request);
    case 'in-flow':
      return pageInFlow(deps, shop, request);
    case 'subscribed':
    case 'unmailable':
      return pageOfKept(deps, shop, { ...request, keep: ofStatus(deps, shop, view) });
  }
};
