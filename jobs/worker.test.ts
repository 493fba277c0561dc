import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAgendaQueue } from '../server/app/agenda-queue.ts';
import { sleep } from '../server/lib/clock.ts';
import { EncoreError } from '../server/lib/errors.ts';
import { silentLogger } from '../server/lib/logger.ts';
import { eventually } from '../server/testing/eventually.ts';
import { testDatabase } from '../server/testing/mongo.ts';
import type { TestDatabase } from '../server/testing/mongo.ts';
import { startWorker } from './worker.ts';
import type { Worker, WorkerDeps } from './worker.ts';

type Handlers = WorkerDeps['handlers'];

let database: TestDatabase;
const running: Worker[] = [];
const untilStopped = async (_payload: unknown, signal: AbortSignal): Promise<void> => sleep(60_000, signal);

const idle: Handlers = {
  'worker.dispatch': untilStopped,
  'worker.inbox': untilStopped,
  'offers.tend': async () => {},
  'offers.tend-all': async () => {},
  'domains.check': async () => undefined,
  'figures.write': async () => undefined,
  'turns.sweep': async () => undefined,
  'messages.sweep': async () => undefined,
  'schedules.tick': async () => undefined,
  'workflows.fire': async () => undefined,
  'billing.read-all': async () => undefined,
  'billing.read': async () => undefined,
  'shop.backfill': async () => undefined,
  'shop.backfill-rest': async () => undefined,
  'flow.archive': async () => undefined,
  'flow.move': async () => undefined,
  'shopify.reconcile': async () => undefined,
  'shopify.consents': async () => undefined,
  'shopify.keep-alive': async () => undefined,
  'companions.learn': async () => undefined,
  'privacy.sweep': async () => undefined,
  'privacy.retain': async () => undefined,
  'pixel.activate': async () => undefined,
  'woocommerce.sync': async () => undefined,
  'woocommerce.sync-all': async () => undefined,
  'flow.include': async () => undefined,
};

const mongo = () => database.connection.getClient().db(database.connection.name);
const jobs = () =>
  mongo().collection<{ name: string; nextRunAt?: Date | null; failCount?: number; data?: unknown }>(
    'agendaJobs',
  );
const namesOfJobs = async (): Promise<readonly string[]> => {
  const names = (await jobs().find().toArray()).map(({ name }) => name);
  return names.toSorted();
};

const start = async (workerId: string, handlers: Partial<Handlers> = {}): Promise<Worker> => {
  const worker = await startWorker({
    workerId,
    database: mongo(),
    handlers: { ...idle, ...handlers },
    liveWorkers: () => Promise.resolve(new Set(['one', 'two'])),
    logger: silentLogger,
  });
  running.push(worker);
  return worker;
};

beforeAll(async () => {
  database = await testDatabase('worker');
});
beforeEach(async () => {
  await jobs().deleteMany({});
});
afterEach(async () => {
  for (const worker of running.splice(0)) await worker.stop();
});
afterAll(() => database.drop());

describe('a worker on a real Agenda', () => {
  it('starts a loop that threw again', async () => {
    let starts = 0;
    await start('one', {
      'worker.dispatch': async (payload, signal) => {
        starts += 1;
        if (starts < 3) throw new EncoreError('database_unreachable');
        await untilStopped(payload, signal);
      },
    });

    await eventually(() => starts === 3, 20_000);

    expect(starts).toBe(3);
  });

  it('starts its loops at once, each once, and every other job beside them', async () => {
    const started: string[] = [];
    await start('one', {
      'worker.dispatch': async (payload, signal) => {
        started.push('dispatch');
        await untilStopped(payload, signal);
      },
      'worker.inbox': async (payload, signal) => {
        started.push('inbox');
        await untilStopped(payload, signal);
      },
      'turns.sweep': async () => {
        started.push('turns');
      },
    });

    await eventually(() => started.length >= 3, 20_000);

    expect(started.toSorted()).toEqual(['dispatch', 'inbox', 'turns']);
  });

  it('tells its loops to end when it stops, and leaves no job of its own', async () => {
    const went: string[] = [];
    const worker = await start('one', {
      'worker.dispatch': async (payload, signal) => {
        went.push('began');
        await untilStopped(payload, signal);
        went.push('ended');
      },
    });
    await eventually(() => went.length > 0, 20_000);
    running.splice(0);

    await worker.stop();

    expect(went).toEqual(['began', 'ended']);
    expect((await namesOfJobs()).filter((name) => name.includes(':'))).toEqual([]);
  });

  it('leaves the loops of another worker alone when it stops', async () => {
    await start('two');
    const worker = await start('one');

    await worker.stop();

    running.splice(1);
    expect((await namesOfJobs()).filter((name) => name.includes(':'))).toEqual([
      'worker.dispatch:two',
      'worker.inbox:two',
    ]);
  });

  it('shares the jobs that are one for all with other workers', async () => {
    await start('one');
    await start('two');

    const names = await namesOfJobs();

    expect(names.filter((name) => name === 'turns.sweep')).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('worker.'))).toHaveLength(4);
  });

  it('removes the jobs of workers that are gone', async () => {
    const nextRunAt = new Date('2030-01-01T00:00:00Z');
    const gone = ['worker.dispatch:gone', 'worker.inbox:gone'].map((name) => ({ name, nextRunAt }));
    await jobs().insertMany(gone);

    await start('one');

    await eventually(async () => !(await namesOfJobs()).some((name) => name.endsWith(':gone')));
    expect(await namesOfJobs()).toEqual(expect.arrayContaining(['worker.dispatch:one', 'worker.inbox:one']));
  });
});

describe('a job that somebody asked for', () => {
  it('runs once with its payload, and is gone', async () => {
    const read: string[] = [];
    const queue = await createAgendaQueue(mongo());
    await start('one', {
      'shop.backfill': async ({ shop }) => {
        read.push(shop);
      },
    });

    await queue.enqueue('shop.backfill', { shop: 'lumen.myshopify.com' });

    await eventually(async () => read.length > 0 && !(await namesOfJobs()).includes('shop.backfill'));
    expect(read).toEqual(['lumen.myshopify.com']);
  });

  it('is tried again when it fails', async () => {
    let tries = 0;
    const queue = await createAgendaQueue(mongo());
    await start('one', {
      'shop.backfill': async () => {
        tries += 1;
        if (tries === 1) throw new EncoreError('platform_throttled');
      },
    });

    await queue.enqueue('shop.backfill', { shop: 'lumen.myshopify.com' });

    await eventually(() => tries === 2, 20_000);
    expect(tries).toBe(2);
  });

  it('never runs with a payload that is not of its shape', async () => {
    const queue = await createAgendaQueue(mongo());

    await expect(queue.enqueue('shop.backfill', { shop: '' })).rejects.toThrow('shop');

    expect(await namesOfJobs()).toEqual([]);
  });

  it('that can not be read is failed once, with its code, and left to be shown', async () => {
    const calls: unknown[] = [];
    await jobs().insertOne({ name: 'shop.backfill', nextRunAt: new Date(0), data: { shop: 7 } });

    await start('one', { 'shop.backfill': async (payload) => void calls.push(payload) });

    const failed = { name: 'shop.backfill', failCount: 1, nextRunAt: null };
    await eventually(async () => (await jobs().findOne(failed)) !== null, 20_000);
    expect(calls).toEqual([]);
    expect(await jobs().findOne(failed)).toMatchObject({ failReason: "shop.backfill can't be read" });
  });
});

describe('a worker that has stopped', () => {
  it('holds no lock: neither of what it ran nor of what it had put by', async () => {
    const worker = await start('one');
    await eventually(async () => (await jobs().countDocuments({ lockedAt: { $type: 'date' } })) > 0, 20_000);
    running.splice(0);

    await worker.stop();

    expect(await jobs().countDocuments({ lockedAt: { $type: 'date' } })).toBe(0);
  });
});
