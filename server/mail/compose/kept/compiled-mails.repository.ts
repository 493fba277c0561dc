import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { realNow } from '../../../lib/clock.ts';
import { rowsOf } from '../../../shop/rows.model.ts';
import { compiledMailSchema } from '../compiled-mail.ts';
import { themeSchema } from '../theme.ts';
import type { CompiledMails } from './compiled-mails.ts';

interface CompiledRow {
  readonly _id: string;
  readonly shop: string;
  readonly mail: unknown;
  readonly theme: unknown;
  /** Real time. */
  readonly usedAt: Date;
}

export interface CompiledMailsRepository extends CompiledMails {
  ensureIndexes(): Promise<void>;
}

/** Longer than the content of a mail is kept that was sent in it, by the day on which it may be touched late. */
const keptSeconds = 120 * 86_400;

const rowSchema = z.object({ mail: compiledMailSchema, theme: themeSchema });

export const createCompiledMails = (connection: Connection): CompiledMailsRepository => {
  const rows = rowsOf<CompiledRow>(connection, 'compiled_mails');
  const idOf = (shop: ShopId, id: string): string => `${shop}/${id}`;
  return {
    find: async (shop, id) => rowSchema.safeParse(await rows.findOne({ _id: idOf(shop, id), shop })).data,
    keep: async (shop, id, { mail, theme }) => {
      await rows.updateOne(
        { _id: idOf(shop, id) },
        { $set: { shop, mail, theme, usedAt: realNow() } },
        { upsert: true },
      );
    },
    touch: async (shop, id) => {
      await rows.updateOne({ _id: idOf(shop, id), shop }, { $set: { usedAt: realNow() } });
    },
    ensureIndexes: async () => {
      await rows.createIndexes([
        { key: { shop: 1 } },
        { key: { usedAt: 1 }, expireAfterSeconds: keptSeconds },
      ]);
    },
  };
};
