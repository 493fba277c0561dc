import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import { realNow } from '../../lib/clock.ts';
import { asMessageId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { OutgoingMail } from '../transport.ts';

/** What would have gone out. */
export interface OutboxMail extends Omit<OutgoingMail, 'messageId'> {
  readonly id: MessageId;
}

export interface OutboxRepository {
  /** Takes a message id once; false when it has it already. Throws when nobody knows. */
  put(mail: OutgoingMail): Promise<boolean>;
  has(id: MessageId): Promise<boolean>;
  find(shop: ShopId, id: MessageId): Promise<OutboxMail | null>;
  count(shop: ShopId): Promise<number>;
  /** Newest last; `limit` keeps the newest. */
  list(shop: ShopId, limit?: number): Promise<readonly OutboxMail[]>;
  ensureIndexes(): Promise<void>;
}

interface OutboxDocument extends Omit<OutgoingMail, 'messageId'> {
  readonly _id: string;
  readonly storedAt: Date;
  /** What a redaction knows them by. */
  readonly recipient: string;
}

const duplicateKey = 11_000;
const mostListed = 1000;

const toMail = ({ _id, storedAt: _stored, recipient: _recipient, ...mail }: OutboxDocument): OutboxMail => ({
  ...mail,
  id: asMessageId(_id),
});

export const createOutboxRepository = (connection: Connection): OutboxRepository => {
  const mails = connection
    .getClient()
    .db(connection.name)
    .collection<OutboxDocument>('outbox', {
      ignoreUndefined: true,
      writeConcern: { w: 'majority' },
    });
  return {
    put: async ({ messageId, ...mail }) => {
      try {
        const recipient = addressDigest(mail.shop, mail.to.address);
        await mails.insertOne({ ...mail, _id: messageId, storedAt: realNow(), recipient });
        return true;
      } catch (error) {
        if (error instanceof mongo.MongoServerError && error.code === duplicateKey) return false;
        throw error;
      }
    },
    has: async (id) => (await mails.countDocuments({ _id: id }, { limit: 1 })) === 1,
    find: async (shop, id) => {
      const mail = await mails.findOne({ _id: id, shop });
      return mail === null ? null : toMail(mail);
    },
    count: (shop) => mails.countDocuments({ shop }),
    list: async (shop, limit = mostListed) => {
      const newest = await mails.find({ shop }).sort({ sentAt: -1, storedAt: -1 }).limit(limit).toArray();
      return newest.toReversed().map(toMail);
    },
    ensureIndexes: async () => {
      await mails.createIndex({ shop: 1, sentAt: -1, storedAt: -1 });
    },
  };
};
