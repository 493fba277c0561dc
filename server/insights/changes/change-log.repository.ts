import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { rowsOf, where } from '../../shop/rows.model.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import type { ChangeKind } from './change.contract.ts';

/** Somebody of the shop's staff changed something in the admin. */
export interface Change {
  /** The platform's id of the staff member. */
  readonly user: string;
  readonly kind: ChangeKind;
  /** The operation's name in the API. */
  readonly action: string;
  /** Our id of what was changed; never an address. */
  readonly about?: string | undefined;
  /** What it was called then; never a person's name. */
  readonly title?: string | undefined;
  readonly parts: readonly string[];
  /** The same again is the same change: a request that is repeated after a lost answer is written down once. */
  readonly once?: string | undefined;
  /** Shop time. */
  readonly at: Date;
}

export interface LoggedChange extends Omit<Change, 'once'> {
  readonly id: string;
}

export interface ChangeLog {
  /** Durable before it resolves. */
  add(shop: ShopId, change: Change): Promise<void>;
  /** Newest first; `before` is the id of the last line of the page before. */
  list(
    shop: ShopId,
    page: {
      readonly kind?: ChangeKind | undefined;
      readonly before?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly LoggedChange[]>;
}

interface ChangeRow extends Change {
  _id: string;
  shop: ShopId;
  /** Real time: how long it is kept has nothing to do with the shop's clock. */
  writtenAt: Date;
}

const keptSeconds = 400 * 86_400;

/** Indexes hold only rows that have the field. */
const told = ({ about, title, once, ...change }: Change): Change => ({
  ...change,
  ...(about !== undefined && { about }),
  ...(title !== undefined && { title }),
  ...(once !== undefined && { once }),
});

export const createChangeLog = (connection: Connection): ChangeLog => {
  const rows = rowsOf<ChangeRow>(connection, 'changes');
  return {
    add: async (shop, change) => {
      // The hexadecimal digits begin with the time, so ids sort as they were made.
      const _id = new mongo.ObjectId().toHexString();
      try {
        await rows.insertOne({ ...told(change), _id, shop, writtenAt: realNow() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    list: async (shop, { kind, before, limit }) => {
      const filter = {
        shop,
        ...(kind === undefined ? {} : { kind }),
        ...(before === undefined ? {} : { _id: { $lt: before } }),
      };
      const found = await rows.find(filter).sort({ _id: -1 }).limit(limit).toArray();
      return found.map(({ _id, user, kind: of, action, about, title, parts, at }) => ({
        id: _id,
        user,
        kind: of,
        action,
        about,
        title,
        parts,
        at,
      }));
    },
  };
};

export const ensureChangeLogIndexes = async (connection: Connection): Promise<void> => {
  await rowsOf<ChangeRow>(connection, 'changes').createIndexes([
    { key: { shop: 1, _id: -1 } },
    { key: { shop: 1, kind: 1, _id: -1 } },
    { key: { shop: 1, once: 1 }, unique: true, ...where('once') },
    { key: { shop: 1, about: 1 }, ...where('about') },
    { key: { writtenAt: 1 }, expireAfterSeconds: keptSeconds },
  ]);
};
