import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import { noon } from '../../testing/mail/mail-builders.ts';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { newRowOf, toAttempt } from '../send/attempt.ts';
import { sweepMail } from './mail-sweep.ts';
import type { MailSweepResult } from './mail-sweep.ts';

let database: TestDatabase;
let world: SendWorld;
beforeAll(async () => {
  database = await testDatabase('sweep');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
});

const sweep = (lookUp?: () => Promise<boolean>): Promise<MailSweepResult> =>
  sweepMail({
    ledger: { rows: world.system.ledger, sweep: world.system.sweep, caps: world.deps.ledger.caps },
    enrollments: world.store,
    programs: world.deps.facts.programs,
    transport: lookUp === undefined ? {} : { lookUp },
    clock: createManualClock(noon),
    settings: { oldMs: 60_000 },
  });

const vanishedWhileSending = async (contact: string): Promise<Enrollment> => {
  const enrollment = await world.enroll(contact);
  await world.system.ledger.insertSending([newRowOf(toAttempt(world.request(enrollment)))], 'vanished');
  await database.connection
    .collection('messages')
    .updateMany({}, [{ $set: { stateAt: { $subtract: ['$stateAt', 61_000] } } }]);
  return enrollment;
};

describe('the sweep', () => {
  it('gives up rows whose worker vanished, and leaves young ones alone', async () => {
    const old = await vanishedWhileSending('old');
    const young = await world.enroll('young');
    await world.system.ledger.insertSending([newRowOf(toAttempt(world.request(young)))], 'alive');

    const result = await sweep();

    expect(result).toEqual({ aged: 1, resolved: 0, cancelled: 0 });
    expect((await world.row(old))?.status).toBe('unknown');
    expect((await world.row(young))?.status).toBe('sending');
  });

  it('closes what an exited enrollment left behind', async () => {
    const gone = await world.enroll('gone');
    const row = newRowOf(toAttempt(world.request(gone)));
    await world.system.ledger.insertSending([row], 'crashed');
    await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'crashed');
    const waiting = await world.enroll('waiting');
    const other = newRowOf(toAttempt(world.request(waiting)));
    await world.system.ledger.insertSending([other], 'crashed');
    await world.system.ledger.settle([{ id: other.id, status: 'scheduled' }], 'crashed');
    await world.store.exit(gone.id, 'ordered');

    const result = await sweep();

    expect(result.cancelled).toBe(1);
    expect((await world.row(gone))?.status).toBe('cancelled');
    expect((await world.row(waiting))?.status).toBe('scheduled');
  });

  it('closes what is behind an enrollment, not what it still stands before', async () => {
    const mara = await world.enroll('mara');
    const ahead = { ...mara, step: 'checkout-2' };
    const row = newRowOf(toAttempt(world.request(ahead)));
    await world.system.ledger.insertSending([row], 'crashed');
    await world.system.ledger.settle([{ id: row.id, status: 'scheduled' }], 'crashed');
    const past = await world.enroll('past');
    const old = newRowOf(toAttempt(world.request(past)));
    await world.system.ledger.insertSending([old], 'crashed');
    await world.system.ledger.settle([{ id: old.id, status: 'scheduled' }], 'crashed');
    const { id, rev, plannedAt, attempts } = past;
    await world.store.move([{ to: 'waiting', id, rev, step: 'wait-2', dueAt: noon, plannedAt, attempts }]);

    const result = await sweep();

    expect(result.cancelled).toBe(1);
    expect((await world.row(ahead))?.status).toBe('scheduled');
    expect((await world.row(past))?.status).toBe('cancelled');
  });

  it('looks an unknown mail up where that can be done: there means accepted', async () => {
    const mara = await vanishedWhileSending('mara');

    const result = await sweep(() => Promise.resolve(true));

    expect(result.resolved).toBe(1);
    expect(await world.row(mara)).toMatchObject({ status: 'accepted', sentAt: noon });
  });

  it('looks it up: not there means that it may be sent, once', async () => {
    const mara = await vanishedWhileSending('mara');
    await sweep(() => Promise.resolve(false));

    const before = (await world.row(mara))?.status;
    const outcomes = await world.perform([mara]);

    expect(before).toBe('scheduled');
    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });
});
