import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { builtAt, minutesLater } from '../../testing/shop/build-facts.ts';
import { messageEvent } from './message-event.ts';
import type { MessageEvent } from './message-event.ts';
import { createMessageEvents } from './message-events.repository.ts';
import type { MessageEvents } from './message-events.repository.ts';

let database: TestDatabase;
let events: MessageEvents;

const message = asMessageId('m1');
const anEvent = (over: Partial<MessageEvent> = {}): MessageEvent =>
  messageEvent({ shop: lumen, message, type: 'delivered', at: builtAt, ...over });

beforeAll(async () => {
  database = await testDatabase('message events');
  events = createMessageEvents(database.connection);
  await events.ensureIndexes();
});
beforeEach(async () => {
  await database.connection.collection('message_events').deleteMany({});
});
afterAll(() => database.drop());

describe('events of a message', () => {
  it('are kept once, however often they are told', async () => {
    await Promise.all(Array.from({ length: 4 }, () => events.record(lumen, [anEvent()])));

    expect(await events.ofMessage(lumen, message)).toEqual([anEvent()]);
  });

  it('come oldest first, whatever came in first', async () => {
    const opened = anEvent({ type: 'opened', at: minutesLater(9) });
    await events.record(lumen, [
      opened,
      anEvent({ type: 'clicked', at: minutesLater(10), url: 'https://a.example' }),
    ]);
    await events.record(lumen, [anEvent()]);

    const told = await events.ofMessage(lumen, message);

    expect(told.map(({ type }) => type)).toEqual(['delivered', 'opened', 'clicked']);
  });

  it('are of this shop and this message only', async () => {
    await events.record(umbra, [anEvent({ shop: umbra })]);
    await events.record(lumen, [anEvent({ message: asMessageId('m2') })]);

    expect(await events.ofMessage(lumen, message)).toEqual([]);
  });

  it('are none when none were told', async () => {
    await events.record(lumen, []);

    expect(await events.ofMessage(lumen, message)).toEqual([]);
  });
});
