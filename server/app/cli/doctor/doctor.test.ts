import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../../../lib/brand.ts';
import { realNow } from '../../../lib/clock.ts';
import { schedules } from '../../../../jobs/schedules.ts';
import { anEntry } from '../../../testing/engine/enrollments.ts';
import { testDatabase } from '../../../testing/mongo.ts';
import type { TestDatabase } from '../../../testing/mongo.ts';
import { parseDiagnosis, runCommand } from '../../../testing/run-command.ts';
import { createSenderPauses } from '../../../mail/accounts/sender-pauses.system.repository.ts';
import { openData } from '../../wiring/data.ts';
import type { Data } from '../../wiring/data.ts';

const hourMs = 3_600_000;
const ago = (ms: number): Date => new Date(realNow().getTime() - ms);

let database: TestDatabase;
let data: Data;

const collection = (name: string) => database.connection.collection<{ _id: string }>(name);
const insert = (name: string, row: Record<string, unknown>) =>
  collection(name).insertOne({ _id: `${name}-${Math.random()}`, ...row });

const scheduleJobs = async (nextRunAt: Date): Promise<void> => {
  for (const { job, scope } of schedules)
    if (scope === 'once') await insert('agendaJobs', { name: job, nextRunAt, data: {} });
};

const findingOf = async (name: string) => {
  const result = await runCommand(database.uri, 'doctor', '--json');
  const finding = parseDiagnosis(result).checks.find((check) => check.name === name);
  return { code: result.code, level: finding?.level, says: finding?.says ?? '', todo: finding?.todo ?? '' };
};

beforeAll(async () => {
  database = await testDatabase('doctor');
  data = await openData(database.connection, { watchClock: false });
});
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections()) await collection(name).deleteMany({});
  await data.engine.workers.beat('one', 0);
  await scheduleJobs(ago(0));
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

describe('encore doctor', () => {
  it('finds everything well where everything is, and exits 0', async () => {
    const result = await runCommand(database.uri, 'doctor', '--json');

    const { level, checks } = parseDiagnosis(result);
    expect(checks.filter((check) => check.level !== 'ok')).toEqual([]);
    expect([level, result.code]).toEqual(['ok', 0]);
  });

  it('says so to people, each check on a line with what to do below', async () => {
    await data.engine.workers.leave('one');

    const { code, out } = await runCommand(database.uri, 'doctor');

    expect(code).toBe(1);
    expect(out).toMatch(/^ok {4}database\s+MongoDB 6/m);
    expect(out).toMatch(/^fail {2}workers\s+No worker has a heartbeat/m);
    expect(out).toMatch(/^\s+→ Start one/m);
  });

  it('exits 1 with its code when the database does not answer', async () => {
    const { code, out } = await runCommand('mongodb://127.0.0.1:1/encore', 'doctor', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'database_unreachable' } });
  });

  it('changes nothing: on an empty database it makes no collection', async () => {
    const empty = await testDatabase('doctor-empty');

    const { code } = await runCommand(empty.uri, 'doctor');

    expect(code).toBe(1);
    expect(await empty.connection.listCollections()).toEqual([]);
    await empty.drop();
  });
});

describe('mails of live flows', () => {
  it('are none where no flow is live', async () => {
    expect(await findingOf('mails')).toMatchObject({ level: 'ok', says: 'No live flow has a mail.' });
  });
});

describe('mail accounts', () => {
  const pauses = () => createSenderPauses(database.connection);

  it('that have to wait are said to go on by themselves', async () => {
    await pauses().note('operator', { ms: hourMs, reason: 'rate_limited' });

    expect(await findingOf('mail accounts')).toMatchObject({
      code: 0,
      level: 'warn',
      says: 'Mail waits for its mail service: 1 × rate_limited.',
    });
  });

  it('whose key is refused are named, and that nothing is lost', async () => {
    await pauses().note('operator', { ms: hourMs, reason: 'key_refused' });
    await pauses().note('lumen.myshopify.com', { ms: hourMs, reason: 'sender_refused' });

    const found = await findingOf('mail accounts');
    expect([found.code, found.level]).toEqual([1, 'fail']);
    expect(found.todo).toMatch(/^Nothing is lost\. Mend the key or the sender of: .*operator/);
    expect(found.todo).toContain('lumen.myshopify.com');
  });
});

describe('the database', () => {
  it('is not well without an index, which is named, and what reads without it', async () => {
    const turns = database.connection.collection('turns');
    const [own] = (await turns.indexes()).filter(({ name }) => name !== '_id_');
    await turns.dropIndex(String(own?.name));

    const indexes = await findingOf('indexes');
    const plans = await findingOf('plans');
    const made = await runCommand(database.uri, 'indexes');

    expect(indexes).toMatchObject({ code: 1, level: 'fail' });
    expect(indexes.says).toContain('turns (dueAt:1 servedAt:1');
    expect(plans).toMatchObject({ level: 'fail', says: 'Read without an index: due turns.' });
    expect(made.code).toBe(0);
    expect(await findingOf('indexes')).toMatchObject({ level: 'ok' });
  });

  it('may have indexes of an operator', async () => {
    await database.connection.collection('orders').createIndex({ mine: 1 });

    const indexes = await findingOf('indexes');

    expect(indexes).toMatchObject({ code: 0, level: 'ok' });
    expect(indexes.says).toContain('orders (mine:1)');
    await database.connection.collection('orders').dropIndex('mine_1');
  });
});

describe('work', () => {
  it('waits for a worker', async () => {
    await data.engine.workers.leave('one');

    expect(await findingOf('workers')).toMatchObject({ code: 1, level: 'fail' });
  });

  it('is slower with a worker of which a loop stands still, and stands still with none other', async () => {
    await data.engine.workers.beat('two', 0, ['dispatch']);
    const oneOfTwo = await findingOf('workers');
    await data.engine.workers.leave('one');

    expect(oneOfTwo).toMatchObject({ code: 0, level: 'warn' });
    expect(await findingOf('workers')).toMatchObject({ code: 1, level: 'fail' });
  });

  it('that nobody takes up for a minute is stuck, by its turn', async () => {
    const { enrollment } = await data.engine.store.enroll(anEntry({ dueAt: ago(hourMs) }));

    const due = await findingOf('due work');
    const stuck = await findingOf('stuck turns');

    expect(due).toMatchObject({ code: 1, level: 'fail' });
    expect(due.says).toContain('1 turns are due, the oldest for 60 min');
    expect(stuck).toMatchObject({ level: 'fail' });
    expect(stuck.says).toContain(enrollment.turn);
  });

  it('that a worker has just left is not stuck', async () => {
    const { enrollment } = await data.engine.store.enroll(anEntry({ dueAt: ago(hourMs) }));
    await collection('turns').updateOne({ _id: enrollment.turn }, { $set: { servedAt: ago(1000) } });

    expect(await findingOf('stuck turns')).toMatchObject({ level: 'ok' });
  });

  it('shows a lease that was never given back', async () => {
    const { enrollment } = await data.engine.store.enroll(anEntry({ dueAt: ago(1000) }));
    const lease = { leaseToken: 'gone', leaseUntil: ago(1000) };
    await collection('turns').updateOne({ _id: enrollment.turn }, { $set: lease });

    expect(await findingOf('leases')).toMatchObject({ code: 0, level: 'warn' });
  });

  it('that is quarantined is counted by its reason', async () => {
    for (const name of ['mara', 'ines']) {
      const { enrollment } = await data.engine.store.enroll(anEntry({ contact: asContactId(name) }));
      const { id, rev } = enrollment;
      await data.engine.store.move([{ id, rev, to: 'quarantined', reason: 'step_failed' }]);
    }

    const found = await findingOf('enrollments');

    expect(found).toMatchObject({ level: 'warn' });
    expect(found.says).toContain('2 × step_failed');
    expect(found.todo).toContain('encore requeue --enrollments');
  });

  it('shows decisions that can not be read', async () => {
    await insert('decisions', { shop: 'lumen.example', lastAt: ago(0), kind: 'guessed' });

    const found = await findingOf('decisions');

    expect(found).toMatchObject({ level: 'warn' });
    expect(found.says).toContain('1 of the newest 1');
  });
});

describe('deliveries and mails', () => {
  it.each([
    [ago(0), 'ok', 0],
    [ago(5 * 60_000), 'warn', 0],
    [ago(hourMs), 'fail', 1],
  ])('a delivery stored at %s is %s', async (receivedAt, level, code) => {
    await insert('inbox', { state: 'stored', receivedAt });

    expect(await findingOf('inbox')).toMatchObject({ level, code });
  });

  it('names why deliveries were set aside', async () => {
    await insert('inbox', { state: 'quarantined', error: 'payload_invalid', receivedAt: ago(hourMs) });

    const found = await findingOf('deliveries');

    expect(found).toMatchObject({ level: 'warn' });
    expect(found.says).toContain('1 × payload_invalid');
  });

  it('counts shops that are held too long', async () => {
    const row = { state: 'stored', holds: true, receivedAt: ago(hourMs) };
    await insert('inbox', { ...row, shop: 'one' });
    await insert('inbox', { ...row, shop: 'one' });

    const found = await findingOf('held shops');

    expect(found).toMatchObject({ level: 'warn' });
    expect(found.says).toContain('1 shops are held');
  });

  it.each([
    ['sending', ago(1000), 'ok'],
    ['sending', ago(hourMs), 'warn'],
    ['unknown', ago(1000), 'warn'],
  ])('a mail that is %s since %s is %s', async (status, stateAt, level) => {
    await insert('messages', { shop: 'one', status, stateAt });

    expect(await findingOf(status)).toMatchObject({ level });
  });
});

describe('jobs', () => {
  it('are missing until a worker made them, and late when none runs them', async () => {
    await collection('agendaJobs').deleteMany({});
    const missing = await findingOf('jobs');
    await scheduleJobs(ago(hourMs));

    expect(missing).toMatchObject({ code: 1, level: 'fail' });
    expect(missing.says).toContain('turns.sweep');
    expect(await findingOf('jobs')).toMatchObject({ code: 1, level: 'fail' });
  });

  it('are missing one by one', async () => {
    await collection('agendaJobs').deleteOne({ name: 'offers.tend-all' });

    expect(await findingOf('jobs')).toMatchObject({ level: 'fail', says: 'Not scheduled: offers.tend-all.' });
  });

  it('that failed at their last run are named, those that went well since are not', async () => {
    const failed = { failedAt: ago(2000), failCount: 3, data: { shop: 'one' } };
    await insert('agendaJobs', { name: 'shop.backfill', ...failed, lastFinishedAt: ago(2000) });
    const failing = await findingOf('failing jobs');
    await collection('agendaJobs').updateMany({}, { $set: { lastFinishedAt: ago(0) } });

    expect(failing).toMatchObject({ level: 'warn' });
    expect(failing.says).toContain('shop.backfill (3 times)');
    expect(await findingOf('failing jobs')).toMatchObject({ level: 'ok' });
  });

  it.each([
    ['shop.backfill', { shop: 7 }],
    ['shop.backfill', { shop: 'one', more: true }],
    ['nobody.knows', {}],
  ])('%s with %j can not be read', async (name, payload) => {
    await insert('agendaJobs', { name, data: payload });

    const found = await findingOf('job payloads');

    expect(found).toMatchObject({ level: 'warn' });
    expect(found.says).toContain(name);
  });
});
