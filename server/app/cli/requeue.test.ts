import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asShopId } from '../../lib/brand.ts';
import type { EnrollmentId } from '../../lib/brand.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { anEntry } from '../../testing/engine/enrollments.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { runCommand } from '../../testing/run-command.ts';
import { buildDelivery, lumen } from '../../testing/shop/build-delivery.ts';
import { openData } from '../wiring/data.ts';
import type { Data } from '../wiring/data.ts';

let database: TestDatabase;
let data: Data;

const collection = (name: string) => database.connection.collection<{ _id: string }>(name);

const quarantinedDelivery = async (deliveryId: string, code: 'payload_invalid' | 'internal_error') => {
  const delivery = buildDelivery({ deliveryId, class: 'holds' });
  await createInboxInsert(database.connection)([delivery]);
  const stored = await data.inbox.claim(10);
  for (const { id } of stored) await data.inbox.quarantine(id, code);
};

const quarantinedEnrollment = async (name: string, reason: string, shop = lumen): Promise<EnrollmentId> => {
  const entry = anEntry({ shop, contact: asContactId(name) });
  const { enrollment } = await data.engine.store.enroll(entry);
  const { id, rev, turn } = enrollment;
  await data.engine.store.move([{ id, rev, to: 'quarantined', reason }]);
  await collection('turns').updateOne({ _id: turn }, { $unset: { dueAt: 1 } });
  return id;
};

const requeue = async (...args: readonly string[]) => {
  const { code, out } = await runCommand(database.uri, 'requeue', ...args, '--json');
  const document: unknown = JSON.parse(out);
  return { code, document };
};

beforeAll(async () => {
  database = await testDatabase('requeue');
  data = await openData(database.connection, { watchClock: false });
});
beforeEach(async () => {
  for (const { name } of await database.connection.listCollections()) await collection(name).deleteMany({});
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

describe('encore requeue', () => {
  it('stores a delivery again: it holds mails from that moment, and any worker may apply it', async () => {
    await quarantinedDelivery('d-1', 'payload_invalid');
    const before = await data.inbox.heldShops([lumen]);

    const { code, document } = await requeue('--all');

    expect(code).toBe(0);
    expect(document).toMatchObject({ deliveries: { found: 1, requeued: 1 } });
    expect([before.size, (await data.inbox.heldShops([lumen])).size]).toEqual([0, 1]);
    const [claimed] = await data.inbox.claim(10);
    expect(claimed).toMatchObject({ deliveryId: 'd-1', state: 'stored', failures: 0, error: undefined });
    expect(await collection('inbox').countDocuments({ expiresAt: { $exists: true } })).toBe(0);
  });

  it('lets an enrollment wait again in its step, due now, and lowers its turn after it', async () => {
    const id = await quarantinedEnrollment('mara', 'step_failed');
    const [before] = await data.engine.store.findMany([id]);

    await requeue('--all');

    const [after] = await data.engine.store.findMany([id]);
    expect(after).toMatchObject({ state: 'waiting', step: before?.step, attempts: 0 });
    expect(after?.rev).toBe((before?.rev ?? 0) + 1);
    expect(after?.exitReason).toBeUndefined();
    expect(await data.engine.store.countDue(data.clock.now())).toBe(1);
  });

  it('takes only those with the reason, the shop or the id', async () => {
    const other = asShopId('other.example');
    const byReason = await quarantinedEnrollment('mara', 'step_failed');
    const byId = await quarantinedEnrollment('ines', 'worker_lost');
    const ofShop = await quarantinedEnrollment('noor', 'worker_lost', other);
    const stateOf = async (id: EnrollmentId) => (await data.engine.store.findMany([id]))[0]?.state;
    const states = () => Promise.all([byReason, byId, ofShop].map(stateOf));

    await requeue('--reason', 'step_failed');
    const first = await states();
    await requeue('--id', byId);
    const second = await states();
    await requeue('--shop', other);

    expect(first).toEqual(['waiting', 'quarantined', 'quarantined']);
    expect(second).toEqual(['waiting', 'waiting', 'quarantined']);
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('keeps to one kind when asked, and to counting with --dry-run', async () => {
    await quarantinedDelivery('d-1', 'internal_error');
    const id = await quarantinedEnrollment('mara', 'step_failed');

    const dry = await requeue('--all', '--dry-run');
    const deliveries = await requeue('--all', '--deliveries');

    expect(dry.document).toEqual({
      dryRun: true,
      deliveries: { found: 1, requeued: 0 },
      enrollments: { found: 1, requeued: 0 },
    });
    expect(deliveries.document).toMatchObject({ deliveries: { requeued: 1 }, enrollments: { found: 0 } });
    expect((await data.engine.store.findMany([id]))[0]?.state).toBe('quarantined');
  });

  it('says to people what it did', async () => {
    await quarantinedEnrollment('mara', 'step_failed');

    const dry = await runCommand(database.uri, 'requeue', '--all', '--dry-run');
    const done = await runCommand(database.uri, 'requeue', '--all');

    expect(dry.out).toBe('Would put back 0 deliveries and 1 enrollments.\n');
    expect(done.out).toBe('Put back 0 deliveries and 1 enrollments.\n');
  });

  it.each([[[]], [['--dry-run']], [['--all', '--shop', 'one']]])('does not guess which: %j', async (args) => {
    const { code, err } = await runCommand(database.uri, 'requeue', ...args);

    expect(code).toBe(2);
    expect(err).toContain('say which');
  });

  it('leaves what is not quarantined alone, also by its id', async () => {
    const { enrollment } = await data.engine.store.enroll(anEntry({ shop: lumen }));

    const { document } = await requeue('--id', enrollment.id);

    expect(document).toMatchObject({ enrollments: { found: 0, requeued: 0 } });
    expect((await data.engine.store.findMany([enrollment.id]))[0]?.rev).toBe(enrollment.rev);
  });
});
