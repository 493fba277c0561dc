import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { redactionRows } from './redactions.model.ts';

export interface UnsweptRedaction {
  readonly id: string;
  readonly shop: ShopId;
  readonly digest: string;
  readonly contacts: readonly ContactId[];
  readonly since: Date;
}

/** Redactions of all shops that somebody has to come back to. */
export interface RedactionSweep {
  /** Of people who were redacted more than `olderThanMs` ago by the database's clock; oldest first. */
  unswept(olderThanMs: number, limit: number): Promise<readonly UnsweptRedaction[]>;
  /** Unless they were redacted once more meanwhile. */
  swept(redaction: UnsweptRedaction): Promise<void>;
}

export const createRedactionSweep = (connection: Connection): RedactionSweep => {
  const rows = redactionRows(connection);
  return {
    unswept: async (olderThanMs, limit) => {
      const old = { $lte: ['$unsweptSince', { $subtract: ['$$NOW', olderThanMs] }] };
      const found = await rows
        .find({ unsweptSince: { $exists: true }, $expr: old })
        .sort({ unsweptSince: 1 })
        .limit(limit)
        .toArray();
      return found.flatMap(({ _id, shop, contacts = [], unsweptSince }) =>
        unsweptSince === undefined
          ? []
          : [{ id: _id, shop, digest: _id.slice(shop.length + 1), contacts, since: unsweptSince }],
      );
    },
    swept: async ({ id, since }) => {
      await rows.updateOne({ _id: id, unsweptSince: since }, { $unset: { unsweptSince: 1 } });
    },
  };
};
