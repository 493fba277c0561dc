import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Predicate } from '../../engine/predicate.ts';
import { consentRows } from '../../shop/consents.model.ts';
import { contactRows } from '../../shop/contacts.model.ts';
import { shopRows } from '../../shop/shops.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';
import { segmentStages } from './segment-stages.ts';

export interface SegmentOptions {
  readonly now: Date;
  /** Only these are looked at; the shop's contacts unless told. */
  readonly among?: readonly ContactId[] | undefined;
}

export interface SegmentQuery {
  /**
   * The contacts of one shop of whom the predicate holds: the same that evaluating it in memory would find. Aliases and
   * redacted ones are nobody.
   */
  matching(shop: ShopId, predicate: Predicate, options: SegmentOptions): Promise<ReadonlySet<ContactId>>;
}

/** Each half has a partial index of its own; aliases and redacted ones are in neither. */
const people = (shop: ShopId, among: readonly ContactId[] | undefined): mongo.Document => ({
  ...(among !== undefined && { _id: { $in: [...among] } }),
  $or: [
    { shop, address: { $exists: true } },
    { shop, customerIds: { $exists: true } },
  ],
});

export const createSegmentQuery = (connection: Connection): SegmentQuery => {
  const contacts = contactRows(connection);
  const shops = shopRows(connection);
  const collections = {
    consents: consentRows(connection).collectionName,
    events: storeEventRows(connection).collectionName,
  };
  return {
    matching: async (shop, predicate, { now, among }) => {
      const zone = (await shops.findOne({ _id: shop }, { projection: { zone: 1 } }))?.zone ?? 'UTC';
      const found = contacts.aggregate<{ _id: ContactId }>(
        [
          { $match: people(shop, among) },
          ...segmentStages(predicate, { shop, zone, now }, collections),
          { $project: { _id: 1 } },
        ],
        // A few are looked up by their ids, however the halves of the shop tempt the planner.
        among === undefined ? {} : { hint: { _id: 1 } },
      );
      const ids = new Set<ContactId>();
      for await (const { _id } of found) ids.add(_id);
      return ids;
    },
  };
};
