import type { ContactId, FlowId, ShopId } from '../../lib/brand.ts';
import type { Message, MessageStatus } from '../message.ts';
import { byFlowIndex, byReasonIndex, messageStatuses, newestIndex, toMessage } from './message.model.ts';
import type { MessageDocument, MessageModel } from './message.model.ts';

/** Newest first; `before` is the cursor of the page before. */
export interface MessageListing {
  readonly flow?: FlowId | undefined;
  readonly contact?: ContactId | undefined;
  readonly status?: MessageStatus | undefined;
  readonly reason?: string | undefined;
  /** The first moment, and the first one after: shop time, in which messages are decided. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** How far the shop's time is ahead of the database's, by which rows are sorted. */
  readonly aheadMs?: number | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  /** Absent on the last page. */
  readonly next?: string | undefined;
}

type Filter = Record<string, unknown>;

/** MongoDB merges as many sorted scans of an index before it sorts what it has read. */
const mostScans = 200;
/** What was in doubt is settled by then: a row may be written that much later than it was decided. */
const settledWithinMs = 25 * 3_600_000;

const cursorOf = (message: Message): string => `${message.stateAt.getTime()}~${message.id}`;

interface Bounds {
  readonly stateAt: Filter;
  readonly more: readonly Filter[];
}

const behindCursor = (cursor: string | undefined): Bounds => {
  const [, time, id] = /^(\d+)~(.+)$/.exec(cursor ?? '') ?? [];
  if (time === undefined || id === undefined) return { stateAt: {}, more: [] };
  const at = new Date(Number(time));
  // The bound is for the index, which `$or` alone would not give it.
  return { stateAt: { $lte: at }, more: [{ $or: [{ stateAt: { $lt: at } }, { _id: { $lt: id } }] }] };
};

const moved = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Rows are sorted by when they were written; what is asked for is when they were decided. */
const inRange = ({ from, until, aheadMs = 0 }: MessageListing): Bounds => {
  if (from === undefined && until === undefined) return { stateAt: {}, more: [] };
  const range = { ...(from && { $gte: from }), ...(until && { $lt: until }) };
  return {
    stateAt: {
      ...(from && { $gte: moved(from, -aheadMs) }),
      ...(until && { $lt: moved(until, settledWithinMs) }),
    },
    more: [{ $or: [{ decidedAt: range }, { decidedAt: { $exists: false }, stateAt: range }] }],
  };
};

const boundsOf = (listing: MessageListing): Filter => {
  const [cursor, range] = [behindCursor(listing.before), inRange(listing)];
  const stateAt = { ...range.stateAt, ...cursor.stateAt };
  const more = [...cursor.more, ...range.more];
  return {
    ...(Object.keys(stateAt).length > 0 && { stateAt }),
    ...(more.length > 0 && { $and: more }),
  };
};

interface Plan {
  readonly filter: Filter;
  readonly hint?: string;
}

const inGroups = <Value>(values: readonly Value[], size: number): readonly (readonly Value[])[] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );

/** Each is served in order by one index: equality on what comes before the time in it, however many values that takes. */
const plansOf = async (
  messages: MessageModel,
  shop: ShopId,
  { flow, status, reason, contact }: MessageListing,
): Promise<readonly Plan[]> => {
  const told = { ...(status && { status }), ...(reason !== undefined && { reason }) };
  if (contact !== undefined) return [{ filter: { ...told, contact, ...(flow && { flow }) } }];
  if (flow === undefined && status === undefined && reason === undefined)
    return [{ filter: {}, hint: newestIndex }];
  const flows = flow === undefined ? await messages.distinct('flow', { shop }) : [flow];
  if (reason !== undefined)
    return inGroups(flows, mostScans).map((some) => ({
      filter: { ...told, flow: { $in: some } },
      hint: byReasonIndex,
    }));
  const statuses = status === undefined ? messageStatuses : [status];
  return inGroups(flows, Math.floor(mostScans / statuses.length)).map((some) => ({
    filter: { flow: { $in: some }, status: { $in: statuses } },
    hint: byFlowIndex,
  }));
};

const newestFirst = (a: MessageDocument, b: MessageDocument): number =>
  b.stateAt.getTime() - a.stateAt.getTime() || (a._id < b._id ? 1 : -1);

/** The queries of one page; their results are merged. */
export const messageQueries = async (messages: MessageModel, shop: ShopId, listing: MessageListing) => {
  const bounds = boundsOf(listing);
  return (await plansOf(messages, shop, listing)).map(({ filter, hint }) => {
    const query = messages
      .find({ shop, ...filter, ...bounds })
      .sort({ stateAt: -1, _id: -1 })
      .limit(listing.limit + 1);
    return hint === undefined ? query : query.hint(hint);
  });
};

export const listMessages = async (
  messages: MessageModel,
  shop: ShopId,
  listing: MessageListing,
): Promise<MessagePage> => {
  const queries = await messageQueries(messages, shop, listing);
  const found = await Promise.all(queries.map((query) => query.lean<MessageDocument[]>()));
  const rows = found.flat().toSorted(newestFirst);
  const page = rows.slice(0, listing.limit).map(toMessage);
  const last = page.at(-1);
  return rows.length > listing.limit && last !== undefined
    ? { messages: page, next: cursorOf(last) }
    : { messages: page };
};
