import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { messageModel } from '../../mail/ledger/message.model.ts';
import { createMessages } from '../../mail/ledger/messages.repository.ts';
import { newRowOf, toAttempt } from '../../mail/send/attempt.ts';
import { lumen } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { umbra } from '../../testing/shop/build-delivery.ts';
import { createMessagesReader } from './messages-reader.ts';
import type { MessagesReaderDeps } from './messages-reader.ts';

let database: TestDatabase;
let world: SendWorld;

const readerOf = (over: Partial<MessagesReaderDeps> = {}) =>
  createMessagesReader({
    messages: createMessages(database.connection),
    events: createMessageEvents(database.connection),
    contacts: {
      findMany: async (shop, ids) =>
        new Map(
          ids
            .filter((id) => id !== 'stranger')
            .map((id) => [
              id,
              {
                id,
                shop,
                firstName: id.toUpperCase(),
                address: `${id}@x.example`,
                customerIds: [],
                createdAt: new Date(0),
              },
            ]),
        ),
    },
    creditedOrders: async () => [],
    aheadMs: () => 0,
    flowTitles: async () => new Map([[asFlowId('abandoned-checkout'), 'Abandoned checkout']]),
    ...over,
  });

const send = async (contact: string): Promise<string> => {
  const enrollment = await world.enroll(contact);
  const row = newRowOf(toAttempt(world.request(enrollment)));
  await world.system.ledger.insertSending([row], 'token');
  return row.id;
};

beforeAll(async () => {
  database = await testDatabase('messages reader');
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  await messageModel(database.connection).createIndexes();
  world = createSendWorld(database);
});
afterAll(() => database.drop());

describe('messages as the admin reads them', () => {
  it('say whom they are for and which flow they come from', async () => {
    await send('mara');

    const { messages } = await readerOf().list(lumen, { limit: 10 });

    expect(messages).toMatchObject([
      {
        contact: { id: 'mara', firstName: 'MARA', address: 'mara@x.example' },
        flow: { id: 'abandoned-checkout', title: 'Abandoned checkout' },
        step: 'checkout-1',
        status: 'sending',
      },
    ]);
  });

  it('are shown without a name when nobody knows the contact, and by key when the flow is gone', async () => {
    await send('stranger');
    const reader = readerOf({ flowTitles: async () => new Map() });

    const { messages } = await reader.list(lumen, { limit: 10 });

    expect(messages).toMatchObject([
      { contact: { id: 'stranger', address: undefined }, flow: { title: 'abandoned-checkout' } },
    ]);
  });

  it('come page by page, each once', async () => {
    for (const contact of ['a', 'b', 'c', 'd', 'e']) await send(contact);
    const reader = readerOf();

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.list(lumen, { limit: 2, cursor });
      seen.push(...page.messages.map(({ contact }) => contact.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('refuse a cursor that no page gave', async () => {
    const list = readerOf().list(lumen, { limit: 2, cursor: 'first please' });

    await expect(list).rejects.toMatchObject({ code: 'request_invalid' });
  });

  it('are chosen by flow and status', async () => {
    await send('mara');
    const reader = readerOf();

    const mine = await reader.list(lumen, { limit: 10, flow: 'abandoned-checkout', status: 'sending' });
    const others = await reader.list(lumen, { limit: 10, flow: 'replenishment' });
    const sent = await reader.list(lumen, { limit: 10, status: 'accepted' });

    expect([mine, others, sent].map(({ messages }) => messages.length)).toEqual([1, 0, 0]);
  });

  it('are chosen by the reason', async () => {
    await send('mara');
    const other = await send('noor');
    await database.connection
      .collection('messages')
      .updateOne({ contact: 'noor' }, { $set: { reason: 'quiet_hours' } });

    const held = await readerOf().list(lumen, { limit: 10, reason: 'quiet_hours' });
    const none = await readerOf().list(lumen, { limit: 10, reason: 'no_consent' });

    expect(held.messages.map(({ id }) => id)).toEqual([other]);
    expect(none.messages).toEqual([]);
  });

  it('come with what was told of them, oldest first', async () => {
    const id = await send('mara');
    const told = (type: 'delivered' | 'opened', minute: number) =>
      messageEvent({ shop: lumen, message: asMessageId(id), type, at: new Date(minute * 60_000) });
    await createMessageEvents(database.connection).record(lumen, [told('opened', 9), told('delivered', 2)]);

    const found = await readerOf().find(lumen, id);

    expect(found?.events.map(({ type }) => type)).toEqual(['delivered', 'opened']);
  });

  it('are found one by one, in their own shop only', async () => {
    const id = await send('mara');

    const mine = await readerOf().find(lumen, id);
    const theirs = await readerOf().find(umbra, id);

    expect(mine).toMatchObject({ id, gate: [] });
    expect(theirs).toBeNull();
  });
});
