import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asContactId, asEnrollmentId, asFlowId, asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { messageIdOf } from '../message-id.ts';
import type { NewMessage, RowPatch } from './ledger.ts';
import { createMessages } from './messages.repository.ts';
import type { Messages } from './messages.repository.ts';
import { createSystemMessages } from './messages.system.repository.ts';
import type { SystemMessages } from './messages.system.repository.ts';

const stranger = asShopId('stranger.myshopify.com');

let database: TestDatabase;
let system: SystemMessages;
let messages: Messages;

const newRow = (name: string, shop: ShopId = lumen): NewMessage => {
  const enrollment = asEnrollmentId(name);
  return {
    id: messageIdOf(enrollment, 'mail-1'),
    shop,
    enrollment,
    step: 'mail-1',
    flow: asFlowId('cart'),
    flowKey: 'abandoned-checkout',
    contact: asContactId(`contact of ${name}`),
    attempt: 0,
  };
};

const add = async (row: NewMessage, patch?: Omit<RowPatch, 'id'>): Promise<void> => {
  await system.ledger.insertSending([row], 'token');
  if (patch !== undefined) await system.ledger.settle([{ ...patch, id: row.id }], 'token');
};

beforeAll(async () => {
  database = await testDatabase('messages');
  system = createSystemMessages(database.connection);
  messages = createMessages(database.connection);
  await system.ensureIndexes();
  await add(newRow('one'), { status: 'accepted', sentAt: noon, subject: 'Hello' });
  await add(newRow('two'), { status: 'skipped', reason: 'no_consent' });
  await add(newRow('three'), { status: 'skipped', reason: 'no_consent' });
  await add(newRow('four'), { status: 'scheduled' });
  await add(newRow('five'));
});
afterAll(() => database.drop());

describe('the messages of a shop', () => {
  it('are counted by flow, status and reason', async () => {
    const counts = await messages.counts(lumen);

    expect(counts).toContainEqual({ flow: 'cart', status: 'skipped', reason: 'no_consent', count: 2 });
    expect(counts).toContainEqual({ flow: 'cart', status: 'accepted', reason: '', count: 1 });
    expect(await messages.counts(stranger)).toEqual([]);
  });

  it('are listed newest first, page by page, each once', async () => {
    const first = await messages.list(lumen, { limit: 3 });
    const second = await messages.list(lumen, { limit: 3, before: first.next });

    const seen = [...first.messages, ...second.messages];
    expect(seen).toHaveLength(5);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
    expect(seen.map(({ stateAt }) => stateAt.getTime())).toEqual(
      seen.map(({ stateAt }) => stateAt.getTime()).toSorted((a, b) => b - a),
    );
    expect(second.next).toBeUndefined();
  });

  it('are nobody else’s', async () => {
    const { id, enrollment } = newRow('one');

    expect(await messages.find(stranger, id)).toBeNull();
    expect(await messages.ofEnrollments(stranger, [enrollment])).toEqual([]);
    expect(await messages.eventAccepted(stranger, newRow('five').id, noon)).toBeNull();
    expect(await messages.cancelScheduledOf(stranger, [asEnrollmentId('four')])).toEqual([]);
    expect((await messages.list(stranger, { limit: 10 })).messages).toEqual([]);
  });

  it('that wait are closed by an exit; those on their way are left alone', async () => {
    const closed = await messages.cancelScheduledOf(lumen, [asEnrollmentId('four'), asEnrollmentId('five')]);

    expect(closed.map(({ id }) => id)).toEqual(['four.mail-1']);
    expect((await messages.find(lumen, newRow('five').id))?.status).toBe('sending');
  });

  it('become accepted by the provider’s word, once', async () => {
    await add(newRow('six'), { status: 'unknown', reason: 'timeout' });

    const first = await messages.eventAccepted(lumen, newRow('six').id, noon);
    const again = await messages.eventAccepted(lumen, newRow('six').id, noon);

    expect(first).toMatchObject({ status: 'accepted', enrollment: 'six', sentAt: noon, reason: undefined });
    expect(again).toBeNull();
  });
});

describe('what the intake asks of the ledger', () => {
  it('finds rows on their way, and sees when they have settled', async () => {
    await add(newRow('seven', stranger));
    const sending = await system.sendingRows.find([stranger]);

    const before = await system.sendingRows.anyStillSending(sending);
    await system.ledger.settle([{ id: newRow('seven').id, status: 'accepted' }], 'token');

    expect(sending).toEqual([{ id: 'seven.mail-1', token: 'token' }]);
    expect([before, await system.sendingRows.anyStillSending(sending)]).toEqual([true, false]);
    expect(await system.sendingRows.anyStillSending([])).toBe(false);
  });

  it('answers it from an index that holds the rows on their way and no others', async () => {
    const plan = await database.connection
      .collection('messages')
      .find({ shop: { $in: [lumen] }, status: 'sending' })
      .explain('queryPlanner');

    expect(JSON.stringify(plan)).toContain('"indexName":"sending"');
  });
});

describe('settling', () => {
  it('settles rows that end differently with one command, each its own way', async () => {
    const rows = [newRow('a1'), newRow('a2'), newRow('a3')];
    await system.ledger.insertSending(rows, 'mine');

    const settled = await system.ledger.settle(
      [
        { id: newRow('a1').id, status: 'accepted', sentAt: noon, subject: '$not a field' },
        { id: newRow('a2').id, status: 'skipped', reason: 'held_out' },
        { id: newRow('a3').id, status: 'scheduled', attempt: 1 },
      ],
      'mine',
    );

    const read = await system.ledger.read(rows.map(({ id }) => id));
    expect(settled).toBe(3);
    expect(read.get(newRow('a1').id)).toMatchObject({
      status: 'accepted',
      subject: '$not a field',
      sentAt: noon,
    });
    expect(read.get(newRow('a2').id)).toMatchObject({ status: 'skipped', reason: 'held_out' });
    expect(read.get(newRow('a3').id)).toMatchObject({ status: 'scheduled', attempt: 1, token: undefined });
  });

  it('tells which rows were there already and inserts the others', async () => {
    const collided = await system.ledger.insertSending([newRow('b1'), newRow('a1'), newRow('b2')], 'late');

    expect(collided).toEqual(new Set([newRow('a1').id]));
    expect((await system.ledger.read([newRow('b2').id])).get(newRow('b2').id)?.status).toBe('sending');
  });
});
