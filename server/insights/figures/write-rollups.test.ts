import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import { messageEvent } from '../../mail/events/message-event.ts';
import type { MessageEventType } from '../../mail/events/message-event.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { createDayCounts } from './day-counts.repository.ts';
import { dayOf } from './rollup.ts';
import { createRollups } from './rollups.repository.ts';
import { writeRollups } from './write-rollups.ts';
import type { RollupDeps } from './write-rollups.ts';

const cart = asFlowId('abandoned-checkout');
const sentAt = new Date('2026-03-02T10:00:00.000Z');
const dayBefore = new Date('2026-03-01T10:00:00.000Z');
const longAgo = new Date(0);

let database: TestDatabase;
let clock: ManualClock;
let deps: RollupDeps & { rollups: ReturnType<typeof createRollups> };

beforeAll(async () => {
  database = await testDatabase('rollups');
  await createSystemMessages(database.connection).ensureIndexes();
  await createMessageEvents(database.connection).ensureIndexes();
  await createRollups(database.connection).ensureIndexes();
});
beforeEach(async () => {
  for (const name of ['messages', 'message_events', 'rollups', 'rollup_states'])
    await database.connection.collection(name).deleteMany({});
  clock = createManualClock(new Date());
  const { connection } = database;
  deps = { counts: createDayCounts(connection), rollups: createRollups(connection), realTime: clock };
});
afterAll(() => database.drop());

const messages = () => database.connection.collection<{ _id: string; [field: string]: unknown }>('messages');

interface Mail {
  readonly status?: string;
  readonly decidedAt?: Date;
  readonly shop?: typeof lumen;
}

const decided = async (
  id: string,
  { status = 'accepted', decidedAt = sentAt, shop = lumen }: Mail = {},
): Promise<void> => {
  const where = { shop, contact: 'mara', flow: cart, flowKey: cart, step: 'checkout-1', attempt: 1 };
  await messages().insertOne({ _id: id, ...where, status, decidedAt, stateAt: clock.now() });
};

const became = (
  id: string,
  type: MessageEventType,
  { detail, hour = 1 }: { readonly detail?: string; readonly hour?: number } = {},
): Promise<void> =>
  createMessageEvents(database.connection).record(lumen, [
    messageEvent({
      shop: lumen,
      message: asMessageId(id),
      type,
      detail,
      at: new Date(sentAt.getTime() + hour * 3_600_000),
    }),
  ]);

const later = (): void => clock.advance(60_000);
const write = async (): Promise<number> => {
  later();
  return writeRollups(deps, lumen);
};
const read = () => deps.rollups.read(lumen, { from: longAgo });

describe('rollups', () => {
  it('count each mail once on the day it left, whenever and however often it was opened', async () => {
    await decided('one');
    await decided('two');
    await decided('not sent', { status: 'skipped' });
    for (const hour of [1, 2, 50]) await became('one', 'opened', { hour });
    await became('one', 'clicked');
    await became('two', 'unsubscribed');

    await write();

    expect(await read()).toEqual([
      {
        day: dayOf(sentAt),
        flow: cart,
        step: 'checkout-1',
        sent: 2,
        skipped: 1,
        opened: 1,
        clicked: 1,
        unsubscribed: 1,
        complained: 0,
      },
    ]);
  });

  it('leave out what programs open and follow', async () => {
    await decided('one');
    await became('one', 'opened', { detail: 'machine' });
    await became('one', 'clicked', { detail: 'scanner' });

    await write();

    expect(await read()).toMatchObject([{ sent: 1, opened: 0, clicked: 0 }]);
  });

  it('are right after whatever is heard later, of an older day as well', async () => {
    await decided('old', { decidedAt: dayBefore });
    await decided('new');
    await write();
    await became('old', 'clicked');
    await decided('another');

    expect(await write()).toBe(2);
    expect((await read()).map(({ sent, clicked }) => [sent, clicked])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('are the same however often they are written, and nothing once nothing changes', async () => {
    await decided('one');
    await write();
    const first = await read();
    await write();

    expect(await read()).toEqual(first);
    clock.advance(10 * 60_000);
    await write();
    expect(await write()).toBe(0);
  });

  it('forget a step that has no mails any more', async () => {
    await decided('one');
    await write();
    await messages().deleteMany({});

    await deps.rollups.replaceDay(lumen, dayOf(sentAt), await deps.counts.count(lumen, dayOf(sentAt)));

    expect(await read()).toEqual([]);
  });

  it('rest as long as a large shop has kept the database busy, and go on where they were', async () => {
    await decided('one');
    await deps.rollups.saveState(lumen, {
      readTo: longAgo,
      restUntil: new Date(clock.now().getTime() + 300_000),
    });

    expect(await write()).toBe(0);
    clock.advance(300_000);
    expect(await write()).toBe(1);
  });

  it('begin again where they were stopped', async () => {
    await decided('one');
    later();
    await writeRollups(deps, lumen, AbortSignal.abort());
    expect(await read()).toEqual([]);

    await write();

    expect(await read()).toHaveLength(1);
  });

  it('are those of one shop, and of these flows', async () => {
    await decided('theirs', { shop: umbra });
    await decided('ours');
    await write();

    expect(await deps.rollups.read(umbra, { from: longAgo })).toEqual([]);
    expect(await deps.rollups.read(lumen, { from: longAgo, flows: [asFlowId('other')] })).toEqual([]);
    expect(await deps.rollups.read(lumen, { from: longAgo, flows: [cart] })).toHaveLength(1);
  });
});
