import type { DecisionKind } from '../../engine/decision.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { StoreEventType } from '../../shop/store-event.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { TimelineQuery, TimelineView } from './contact.contract.ts';
import { tellTimeline } from './tell-timeline.ts';
import type { RawLine, TimelinePlace } from './timeline.repository.ts';

type Kind = NonNullable<TimelineQuery['kind']>;

const mailKinds: readonly DecisionKind[] = ['sent', 'skipped', 'deferred', 'failed', 'unknown'];
/** Each wait and each way taken is in the story of the enrollment; here they would bury the rest. */
const flowKinds: readonly DecisionKind[] = ['entered', 'not-entered', 'exited', 'done', 'quarantined'];
const storeTypes: readonly StoreEventType[] = [
  'checkout.updated',
  'cart.updated',
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
  'product.viewed',
  'consent.changed',
  'flow.requested',
];

const kindsOf = (kind: Kind | undefined): readonly DecisionKind[] => {
  if (kind === undefined) return [...mailKinds, ...flowKinds];
  return kind === 'mail' ? mailKinds : kind === 'flow' ? flowKinds : [];
};

const newestFirst = (a: RawLine, b: RawLine): number =>
  b.at.getTime() - a.at.getTime() ||
  (a.source === b.source ? (a.id < b.id ? 1 : -1) : a.source < b.source ? 1 : -1);

const cursorOf = ({ at, source, id }: TimelinePlace): string => `${at.getTime()}~${source}~${id}`;

const cursorShape = /^(\d{1,15})~(decision|event)~(.+)$/;

/** Throws `request_invalid` for a cursor that no page gave. */
const placeOf = (cursor: string | undefined): TimelinePlace | undefined => {
  if (cursor === undefined) return undefined;
  const [, time, source, id] = cursorShape.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw new EncoreError('request_invalid', {
      fields: { 'query.cursor': 'expected one that a page before gave' },
    });
  return { at: new Date(Number(time)), source: source === 'event' ? 'event' : 'decision', id };
};

const pageSize = 50;

export interface TimelineRequest extends TimelineQuery {
  readonly contact: ContactId;
}

/** What happened with one person, newest first: what they did, and everything decided about them. Null for a stranger. */
export const readTimeline = async (
  deps: ContactDeps,
  shop: ShopId,
  { contact: asked, kind, cursor }: TimelineRequest,
): Promise<TimelineView | null> => {
  const before = placeOf(cursor);
  const contact = (await deps.contacts.findMany(shop, [asked])).get(asked);
  if (contact === undefined) return null;
  const contacts = await deps.timeline.idsOf(shop, contact.id);
  const page = { contacts, before, limit: pageSize + 1 };
  const [decisions, events] = await Promise.all([
    deps.timeline.decisions(shop, { ...page, types: kindsOf(kind) }),
    deps.timeline.events(shop, {
      ...page,
      types: kind === undefined || kind === 'store' ? storeTypes : [],
    }),
  ]);
  const lines: readonly RawLine[] = [
    ...decisions.map(({ id, decision }): RawLine => ({ at: decision.at, source: 'decision', id, decision })),
    ...events.map((event): RawLine => ({ at: event.at, source: 'event', id: event.id, event })),
  ].toSorted(newestFirst);
  const shown = lines.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    items: await tellTimeline(deps, shop, shown),
    nextCursor: lines.length > pageSize && last !== undefined ? cursorOf(last) : null,
  };
};
