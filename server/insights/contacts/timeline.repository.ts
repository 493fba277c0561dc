import type { Connection } from 'mongoose';
import { decisionCollection, parseDecision } from '../../engine/decision.model.ts';
import type { StoredDecision } from '../../engine/decision.model.ts';
import type { DecisionKind } from '../../engine/decision.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';

/** Where a page ended. Of two lines of one moment the one with the greater (source, id) comes first. */
export interface TimelinePlace {
  readonly at: Date;
  readonly source: 'decision' | 'event';
  readonly id: string;
}

export interface TimelinePage<Type> {
  readonly contacts: readonly ContactId[];
  /** None asks for nothing. */
  readonly types: readonly Type[];
  readonly before: TimelinePlace | undefined;
  readonly limit: number;
}

export interface PlacedDecision {
  readonly id: string;
  readonly decision: StoredDecision;
}

/** One line before it is told: what it stands for and where it stands. */
export type RawLine = TimelinePlace &
  ({ readonly decision: StoredDecision } | { readonly event: StoreEvent });

/** One person's past, newest first, a page at a time; each read walks an index. */
export interface TimelineRows {
  /** The person's own id and the ids that have become aliases of it. */
  idsOf(shop: ShopId, contact: ContactId): Promise<readonly ContactId[]>;
  decisions(shop: ShopId, page: TimelinePage<DecisionKind>): Promise<readonly PlacedDecision[]>;
  events(shop: ShopId, page: TimelinePage<StoreEventType>): Promise<readonly StoreEvent[]>;
}

/** `decision` sorts before `event`: at the place's own moment only lesser (source, id) are left. */
const before = (
  field: 'at' | 'lastAt',
  own: TimelinePlace['source'],
  place: TimelinePlace | undefined,
): object => {
  if (place === undefined) return {};
  const { at, source, id } = place;
  if (own > source) return { [field]: { $lt: at } };
  if (own < source) return { [field]: { $lte: at } };
  return { $or: [{ [field]: { $lt: at } }, { [field]: at, _id: { $lt: id } }] };
};

export const createTimelineRows = (connection: Connection): TimelineRows => {
  const decisions = decisionCollection(connection);
  const events = storeEventRows(connection);
  return {
    idsOf: async (shop, contact) => {
      const own = { $or: [{ _id: contact }, { mergedInto: contact }], shop };
      const found = await contactRows(connection)
        .find(own, { projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
    decisions: async (shop, { contacts, types, before: place, limit }) => {
      if (types.length === 0) return [];
      const found = decisions
        .find({
          shop,
          contact: { $in: [...contacts] },
          kind: { $in: [...types] },
          ...before('lastAt', 'decision', place),
        })
        .sort({ lastAt: -1, _id: -1 })
        .limit(limit);
      return (await found.toArray()).map((row) => ({ id: row._id, decision: parseDecision(row) }));
    },
    events: async (shop, { contacts, types, before: place, limit }) => {
      if (types.length === 0) return [];
      const found = events
        .find({
          shop,
          contact: { $in: [...contacts] },
          type: { $in: [...types] },
          ...before('at', 'event', place),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit);
      return (await found.toArray()).map(({ _id, ...event }) => ({ id: _id, ...event }));
    },
  };
};
