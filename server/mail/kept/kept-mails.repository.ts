import type { Connection } from 'mongoose';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import { keptMailSchema } from './kept-mail.ts';
import type { KeptMail } from './kept-mail.ts';
import { keptMailRows } from './kept-mails.system.repository.ts';

export interface KeptMails {
  find(shop: ShopId, message: MessageId): Promise<KeptMail | null>;
  ensureIndexes(): Promise<void>;
}

const keptSeconds = 90 * 86_400;

export const createKeptMails = (connection: Connection): KeptMails => {
  const rows = keptMailRows(connection);
  return {
    find: async (shop, message) => {
      const row = await rows.findOne({ _id: message, shop });
      if (row === null) return null;
      const { _id, keptAt: _keptAt, content, ...mail } = row;
      const parsed = keptMailSchema.safeParse({ ...mail, message: _id, content: parseJson(content) });
      if (parsed.success) return parsed.data;
      throw new EncoreError('stored_document_unreadable', {
        message: `kept mail ${_id}`,
        cause: parsed.error,
      });
    },
    ensureIndexes: async () => {
      await rows.createIndexes([
        { key: { shop: 1, contact: 1 } },
        { key: { keptAt: 1 }, expireAfterSeconds: keptSeconds },
      ]);
    },
  };
};
