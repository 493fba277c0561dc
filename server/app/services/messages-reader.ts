import { asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { MessageEvents } from '../../mail/events/message-events.repository.ts';
import type { Messages } from '../../mail/ledger/messages.repository.ts';
import type { Message } from '../../mail/message.ts';
import type { Contact } from '../../shop/contact.ts';
import type { CreditedOrder, MessageRow, MessagesReader } from '../http/api/api-deps.ts';

export interface MessagesReaderDeps {
  readonly messages: Messages;
  readonly events: Pick<MessageEvents, 'ofMessage'>;
  readonly contacts: {
    findMany(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Contact>>;
  };
  readonly creditedOrders: (shop: ShopId, message: MessageId) => Promise<readonly CreditedOrder[]>;
  /** How far the shop's time is ahead of the database's. */
  aheadMs(): number;
  readonly flowTitles: (shop: ShopId) => Promise<ReadonlyMap<FlowId, string>>;
}

const cursorShape = /^\d+~.+$/;

const toRow = (message: Message, contact: Contact | undefined, title: string): MessageRow => ({
  id: message.id,
  contact: {
    id: message.contact,
    firstName: contact?.firstName,
    lastName: contact?.lastName,
    address: contact?.address,
  },
  subject: message.subject,
  flow: { id: message.flow, title },
  step: message.step,
  status: message.status,
  reason: message.reason,
  at: message.decidedAt ?? message.stateAt,
});

/** Joins the ledger with whom each message was for and which flow it came from. */
export const createMessagesReader = (deps: MessagesReaderDeps): MessagesReader => {
  const rowsOf = async (shop: ShopId, messages: readonly Message[]): Promise<readonly MessageRow[]> => {
    const ids = [...new Set(messages.map((message) => message.contact))];
    const [contacts, titles] = await Promise.all([deps.contacts.findMany(shop, ids), deps.flowTitles(shop)]);
    return messages.map((message) =>
      toRow(message, contacts.get(message.contact), titles.get(message.flow) ?? message.flowKey),
    );
  };
  return {
    list: async (shop, { flow, from, until, cursor, ...search }) => {
      if (cursor !== undefined && !cursorShape.test(cursor))
        throw new EncoreError('request_invalid', {
          fields: { cursor: 'expected one that a page before gave' },
        });
      const page = await deps.messages.list(shop, {
        flow: flow === undefined ? undefined : asFlowId(flow),
        ...search,
        from: from === undefined ? undefined : new Date(from),
        until: until === undefined ? undefined : new Date(until),
        aheadMs: deps.aheadMs(),
        before: cursor,
      });
      return { messages: await rowsOf(shop, page.messages), nextCursor: page.next };
    },
    find: async (shop, id) => {
      const message = await deps.messages.find(shop, asMessageId(id));
      if (message === null) return null;
      const [[row], events, orders] = await Promise.all([
        rowsOf(shop, [message]),
        deps.events.ofMessage(shop, message.id),
        deps.creditedOrders(shop, message.id),
      ]);
      if (row === undefined) return null;
      const { attempt, sentAt, gate = [] } = message;
      return { ...row, attempt, sentAt, events, gate, orders };
    },
  };
};
