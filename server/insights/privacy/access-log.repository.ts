import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** Somebody of the shop's staff looked at, took or erased what is known of people. */
export interface Access {
  /** The platform's id of the staff member. */
  readonly user: string;
  /** The operation's name in the API: `readContact`, `downloadExport`, … */
  readonly action: string;
  /** Our id of the contact, message or request; absent for a list of many. Never an address. */
  readonly about?: string | undefined;
}

export interface LoggedAccess extends Access {
  readonly id: string;
  /** Real time, by the database's clock. */
  readonly at: Date;
}

export interface AccessLog {
  /** Durable before it resolves: what can't be logged isn't shown. */
  add(shop: ShopId, access: Access): Promise<void>;
  /** Newest first; `before` is the id of the last line of the page before. */
  list(
    shop: ShopId,
    page: {
      readonly about?: string | undefined;
      readonly before?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly LoggedAccess[]>;
}

interface AccessRow extends Access {
  _id: string;
  shop: ShopId;
  at: Date;
}

const keptSeconds = 400 * 86_400;

export const createAccessLog = (connection: Connection): AccessLog => {
  const rows = rowsOf<AccessRow>(connection, 'access_log');
  return {
    add: async (shop, { user, action, about }) => {
      // The hexadecimal digits begin with the time, so ids sort as they were made.
      const _id = new mongo.ObjectId().toHexString();
      const named = about === undefined ? {} : { about };
      await rows.updateOne({ _id }, [{ $set: { shop, user, action, ...named, at: '$$NOW' } }], {
        upsert: true,
      });
    },
    list: async (shop, { about, before, limit }) => {
      const filter = {
        shop,
        ...(about === undefined ? {} : { about }),
        ...(before === undefined ? {} : { _id: { $lt: before } }),
      };
      const found = await rows.find(filter).sort({ _id: -1 }).limit(limit).toArray();
      return found.map(({ _id, shop: _shop, ...access }) => ({ id: _id, ...access }));
    },
  };
};

export const ensureAccessLogIndexes = async (connection: Connection): Promise<void> => {
  await rowsOf<AccessRow>(connection, 'access_log').createIndexes([
    { key: { shop: 1, _id: -1 } },
    { key: { shop: 1, about: 1, _id: -1 } },
    { key: { at: 1 }, expireAfterSeconds: keptSeconds },
  ]);
};
