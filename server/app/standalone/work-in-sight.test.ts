import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { buildDelivery, lumen } from '../../testing/shop/build-delivery.ts';
import { openData } from '../wiring/data.ts';
import type { Data } from '../wiring/data.ts';
import { createWorkInSight } from './work-in-sight.ts';

let database: TestDatabase;
let data: Data;
const farAway = new Date('2099-01-01T00:00:00Z');
const longAgo = new Date('2020-01-01T00:00:00Z');

const enroll = (dueAt: Date) =>
  data.engine.store.enroll({
    shop: lumen,
    flow: asFlowId('f'),
    contact: asContactId('mara'),
    about: dueAt.toISOString(),
    occurrence: '',
    version: 1,
    dueAt,
    step: 'wait',
    anchorAt: dueAt,
    plannedAt: dueAt,
    variables: {},
    heldOut: false,
    enteredAt: dueAt,
  });

beforeAll(async () => {
  database = await testDatabase('work in sight');
  data = await openData(database.connection, { watchClock: false });
});
beforeEach(async () => {
  const collections = await database.connection.listCollections();
  for (const { name } of collections) await database.connection.collection(name).deleteMany({});
  await data.engine.workers.beat('one', 0);
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

describe('whether work is settled', () => {
  it('is so when nothing is due, nothing on its way, and a worker says that it has seen the time', async () => {
    await enroll(farAway);

    expect(await createWorkInSight(data).isSettled(0)).toBe(true);
  });

  it('is not while a delivery waits', async () => {
    await createInboxInsert(database.connection)([buildDelivery()]);

    expect(await createWorkInSight(data).isSettled(0)).toBe(false);
  });

  it('is not while somebody is due', async () => {
    await enroll(longAgo);

    expect(await createWorkInSight(data).isSettled(0)).toBe(false);
  });

  it('is not while a recurring job is due', async () => {
    await data.engine.schedules.plan('companions.learn', longAgo);

    expect(await createWorkInSight(data).isSettled(0)).toBe(false);
  });

  it.each(['sending', 'unknown'])('is not while a mail is %s', async (status) => {
    await database.connection.collection('messages').insertOne({ shop: lumen, status });

    expect(await createWorkInSight(data).isSettled(0)).toBe(false);
  });

  it('is not without a worker, nor while one still goes by another time', async () => {
    await data.engine.workers.beat('two', 60_000);
    const disagreeing = await createWorkInSight(data).isSettled(60_000);
    await data.engine.workers.leave('one');
    const agreed = await createWorkInSight(data).isSettled(60_000);
    await data.engine.workers.leave('two');

    const alone = await createWorkInSight(data).isSettled(60_000);

    expect([disagreeing, agreed, alone]).toEqual([false, true, false]);
  });
});

describe('the next stop', () => {
  it('is nowhere when nothing waits', async () => {
    expect(await createWorkInSight(data).nextStop()).toBeUndefined();
  });

  it('is whatever comes first, somebody’s time or a recurring job’s', async () => {
    await enroll(farAway);
    const first = await createWorkInSight(data).nextStop();
    const earlier = new Date('2098-01-01T00:00:00Z');
    await data.engine.schedules.plan('companions.learn', earlier);

    const second = await createWorkInSight(data).nextStop();

    expect([first, second]).toEqual([farAway, earlier]);
  });
});

describe('what was done', () => {
  it('counts mails sent and skipped, and deferrals that somebody decided', async () => {
    await database.connection
      .collection('messages')
      .insertMany(['accepted', 'accepted', 'skipped', 'failed'].map((status) => ({ shop: lumen, status })));
    await database.connection.collection('decisions').insertMany([
      { kind: 'deferred', reason: 'quiet_hours', count: 2 },
      { kind: 'deferred', reason: 'frequency_capped', count: 1 },
      { kind: 'deferred', reason: 'barrier', count: 40 },
      { kind: 'sent', reason: 'quiet_hours', count: 5 },
    ]);

    expect(await createWorkInSight(data).counts()).toEqual({ sent: 2, skipped: 1, deferred: 3 });
  });
});
