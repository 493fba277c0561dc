import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createSenderDays } from '../sending/sender-days.repository.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { SendDeps } from './send-ports.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('sender limit');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
});

const limitedTo = (dailyLimit: number | undefined): Partial<SendDeps> => ({
  ledger: { ...world.deps.ledger, days: createSenderDays(database.connection) },
  facts: {
    ...world.deps.facts,
    senders: {
      of: async ({ sender }) => ({
        name: sender.name,
        address: 'lumen@mail.encore.example',
        replyTo: sender.address,
        dailyLimit,
      }),
    },
  },
});
const enrolled = (names: readonly string[]) => Promise.all(names.map((name) => world.enroll(name)));
const tomorrow = new Date('2026-11-23T00:00:00Z');

describe('a shop that sends from the operator’s shared domain', () => {
  it('sends under its name, and answers go to itself', async () => {
    await world.perform(await enrolled(['mara']), { deps: limitedTo(5) });

    expect(world.transport.written).toMatchObject([
      { from: { name: 'Lumen & Oak', address: 'lumen@mail.encore.example' }, replyTo: 'hello@lumen.example' },
    ]);
  });

  it('sends so many a day, the others tomorrow, each with its reason', async () => {
    const people = await enrolled(['a', 'b', 'c', 'd', 'e']);

    const outcomes = await world.perform(people, { deps: limitedTo(2) });

    expect(world.transport.written).toHaveLength(2);
    const later = [...outcomes.values()].filter(({ kind }) => kind === 'again');
    expect(later).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'again', at: tomorrow, reason: 'sender_limited' })),
    );
    const rows = await Promise.all(people.map((one) => world.row(one)));
    const waiting = rows.find((row) => row?.status === 'scheduled');
    expect(waiting?.gate?.at(-1)).toEqual({ clause: 'sender-limit', pass: false, saw: '2 a day' });
  });

  it('gives the place under the cap back to those who wait', async () => {
    await world.perform(await enrolled(['a', 'b']), { deps: limitedTo(1) });

    const contacts = database.connection.collection<{ _id: string; cap?: unknown[] }>('contacts');
    const places = (await contacts.find().toArray()).map(({ cap = [] }) => cap.length);
    expect(places.toSorted((one, other) => one - other)).toEqual([0, 1]);
  });

  it('has as many again the day after', async () => {
    const [a, b] = [await enrolled(['a']), await enrolled(['b'])];
    await world.perform(a, { deps: limitedTo(1) });
    await world.perform(b, { deps: limitedTo(1), now: tomorrow });

    expect(world.transport.written).toHaveLength(2);
  });

  it('has no limit once its own domain is proved', async () => {
    await world.perform(await enrolled(['a', 'b', 'c']), { deps: limitedTo(undefined) });

    expect(world.transport.written).toHaveLength(3);
  });
});

describe('places of a day', () => {
  it('are held by those who asked first, also when they ask again', async () => {
    const days = createSenderDays(database.connection);
    const ids = ['1', '2', '3'].map((name) => asMessageId(name));
    const of = { day: noon.toISOString().slice(0, 10), limit: 2 };

    const first = await days.reserve(lumen, ids, of);
    const again = await days.reserve(lumen, ids.toReversed(), of);
    const many = await Promise.all(
      ids.map((one) => days.reserve(lumen, [one], { ...of, day: '2026-01-01' })),
    );

    expect([...first].toSorted()).toEqual(['1', '2']);
    expect([...again].toSorted()).toEqual(['1', '2']);
    expect(many.filter(({ size }) => size === 1)).toHaveLength(2);
    expect(await days.used(lumen, of.day)).toBe(2);
  });
});
