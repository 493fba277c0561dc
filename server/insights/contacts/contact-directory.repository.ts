import type { Connection, mongo } from 'mongoose';
import { asContactId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { enrollmentCollection } from '../../engine/enrollment.model.ts';
import { turnsOf } from '../../engine/turn-id.ts';
import type { Money } from '../../shop/catalog.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import type { ContactRow } from '../../shop/contacts.model.ts';
import { orderRows } from '../../shop/orders.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';

/** Where a page ended: its last contact. */
export interface ContactPlace {
  readonly createdAt: Date;
  readonly id: ContactId;
}

export interface FoundContact extends ContactPlace {
  readonly address?: string | undefined;
}

export interface OrderTotals {
  readonly orders: number;
  readonly spent: readonly Money[];
  readonly lastOrderAt: Date;
}

export interface WaitingContact {
  readonly contact: ContactId;
  readonly dueAt: Date;
}

/** What lists of people are made of; every read is bounded by its limit and served by an index. */
export interface ContactDirectoryRows {
  /** Newest first; aliases are nobody. */
  newest(shop: ShopId, page: { before?: ContactPlace; limit: number }): Promise<readonly FoundContact[]>;
  /** In the order of their ids, which are digests: the first of them are as good as drawn by lot. Erased ones are nobody. */
  byId(shop: ShopId, page: { after?: ContactId; limit: number }): Promise<readonly ContactId[]>;
  /** Who waits, soonest due first, later than `after`; all who are due at the last one's moment with it. */
  waiting(shop: ShopId, page: { after?: Date; limit: number }): Promise<readonly WaitingContact[]>;
  /** Test orders and cancelled ones don't count. People without orders are absent. */
  totals(shop: ShopId, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, OrderTotals>>;
  /** The time of the newest store event of each; people of whom nothing was heard are absent. */
  lastSeen(shop: ShopId, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Date>>;
}

type Listed = Pick<ContactRow, '_id' | 'createdAt' | 'address'>;

const listed = { projection: { createdAt: 1, address: 1 } } as const;
const somebody = { mergedInto: { $exists: false } } as const;
/** More people than that are never due at one and the same moment on one page. */
const mostAtOnce = 1000;

const toFound = ({ _id, createdAt, address }: Listed): FoundContact => ({ id: _id, createdAt, address });

interface Summed {
  readonly _id: { readonly contact: ContactId; readonly currency: string };
  readonly orders: number;
  readonly spent: string;
  readonly lastOrderAt: Date;
}

const totalStages = (shop: ShopId, contacts: readonly ContactId[]): mongo.Document[] => [
  {
    $match: {
      shop,
      'details.contact': { $in: [...contacts] },
      'details.test': { $ne: true },
      cancelledAt: { $exists: false },
    },
  },
  {
    $group: {
      _id: { contact: '$details.contact', currency: '$details.total.currency' },
      orders: { $sum: 1 },
      spent: {
        $sum: { $convert: { input: '$details.total.amount', to: 'decimal', onError: 0, onNull: 0 } },
      },
      lastOrderAt: { $max: '$details.placedAt' },
    },
  },
  { $set: { spent: { $toString: '$spent' } } },
  { $sort: { orders: -1 } },
];

const later = (a: Date, b: Date): Date => (a > b ? a : b);

const toTotals = (sums: readonly Summed[]): ReadonlyMap<ContactId, OrderTotals> => {
  const totals = new Map<ContactId, OrderTotals>();
  for (const { _id, orders, spent, lastOrderAt } of sums) {
    const before = totals.get(_id.contact);
    totals.set(_id.contact, {
      orders: (before?.orders ?? 0) + orders,
      spent: [...(before?.spent ?? []), { amount: spent, currency: _id.currency }],
      lastOrderAt: later(before?.lastOrderAt ?? lastOrderAt, lastOrderAt),
    });
  }
  return totals;
};

const createWaiting = (connection: Connection): ContactDirectoryRows['waiting'] => {
  const enrollments = enrollmentCollection(connection);
  const turns = (shop: ShopId) => ({ turn: { $in: [...turnsOf(shop)] } });
  const read = async (filter: object, limit: number): Promise<readonly WaitingContact[]> => {
    const found = enrollments
      .find(filter, { projection: { contact: 1, dueAt: 1 } })
      .sort({ dueAt: 1 })
      .limit(limit);
    return (await found.toArray()).flatMap(({ contact, dueAt }) =>
      dueAt === undefined ? [] : [{ contact: asContactId(contact), dueAt }],
    );
  };
  return async (shop, { after = new Date(0), limit }) => {
    const page = await read({ ...turns(shop), dueAt: { $gt: after } }, limit);
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return page;
    const alike = await read({ ...turns(shop), dueAt: last.dueAt }, mostAtOnce);
    return [...page.filter(({ dueAt }) => dueAt < last.dueAt), ...alike];
  };
};

export const createContactDirectoryRows = (connection: Connection): ContactDirectoryRows => {
  const rows = contactRows(connection);
  return {
    newest: async (shop, { before, limit }) => {
      const behind =
        before === undefined
          ? {}
          : {
              $or: [
                { createdAt: { $lt: before.createdAt } },
                { createdAt: before.createdAt, _id: { $lt: before.id } },
              ],
            };
      const found = rows
        .find<Listed>({ shop, ...behind, ...somebody }, listed)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit);
      return (await found.toArray()).map(toFound);
    },
    byId: async (shop, { after, limit }) => {
      const behind = after === undefined ? {} : { _id: { $gt: after } };
      const people = rows
        .find({ shop, ...behind, ...somebody, redactedAt: { $exists: false } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(limit);
      return (await people.toArray()).map(({ _id }) => _id);
    },
    waiting: createWaiting(connection),
    totals: async (shop, contacts) =>
      toTotals(await orderRows(connection).aggregate<Summed>(totalStages(shop, contacts)).toArray()),
    lastSeen: async (shop, contacts) => {
      const found = storeEventRows(connection).aggregate<{ _id: ContactId; at: Date }>([
        { $match: { shop, contact: { $in: [...contacts] } } },
        { $group: { _id: '$contact', at: { $max: '$at' } } },
      ]);
      return new Map((await found.toArray()).map(({ _id, at }) => [_id, at]));
    },
  };
};
