import type { Connection } from 'mongoose';
import { asContactId, asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { messageModel } from './message.model.ts';

export interface AcceptedMessage {
  readonly id: MessageId;
  readonly contact: ContactId;
  readonly flow: FlowId;
  readonly subject: string;
  /** Real time of acceptance. */
  readonly acceptedAt: Date;
}

export interface AcceptedMessages {
  /** Oldest first, in pages; the ledger as a queue that nothing has to be added to when a mail is sent. */
  since(shop: ShopId, after: Date): AsyncIterable<readonly AcceptedMessage[]>;
}

const pageSize = 500;

export const createAcceptedMessages = (connection: Connection): AcceptedMessages => {
  const messages = messageModel(connection);
  return {
    since: async function* (shop, after) {
      let last: { readonly stateAt: Date; readonly _id: string } = { stateAt: after, _id: '' };
      for (;;) {
        const behind = {
          $or: [{ stateAt: { $gt: last.stateAt } }, { stateAt: last.stateAt, _id: { $gt: last._id } }],
        };
        const rows = await messages
          .find({ shop, stateAt: { $gte: last.stateAt }, status: 'accepted', ...behind })
          .sort({ stateAt: 1, _id: 1 })
          .limit(pageSize)
          .lean()
          .exec();
        if (rows.length > 0)
          yield rows.map(({ _id, contact, flow, subject = '', stateAt }) => ({
            id: asMessageId(_id),
            contact: asContactId(contact),
            flow: asFlowId(flow),
            subject,
            acceptedAt: stateAt,
          }));
        const end = rows.at(-1);
        if (end === undefined || rows.length < pageSize) return;
        last = end;
      }
    },
  };
};
