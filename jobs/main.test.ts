import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createWorkersRepository } from '../server/engine/workers.system.repository.ts';
import { monotonicMs } from '../server/lib/clock.ts';
import { eventually } from '../server/testing/eventually.ts';
import { testDatabase } from '../server/testing/mongo.ts';
import type { TestDatabase } from '../server/testing/mongo.ts';

jest.setTimeout(90_000);

const root = join(import.meta.dirname, '..');

let database: TestDatabase;
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await testDatabase('worker-process');
});
afterEach(() => {
  if (child?.exitCode === null) child.kill('SIGKILL');
});
afterAll(() => database.drop());

/** As an operator starts it. */
const startProcess = (uri: string): { readonly process: ChildProcess; readonly said: () => string } => {
  let said = '';
  const started = spawn(process.execPath, ['jobs/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      MONGODB_URI: uri,
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      APP_URL: 'https://encore.example',
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      METRICS_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.stdout.on('data', (chunk) => void (said += String(chunk)));
  started.stderr.on('data', (chunk) => void (said += String(chunk)));
  child = started;
  return { process: started, said: () => said };
};

const rows = (name: string) => database.connection.collection(name);
const isAlive = async (): Promise<boolean> =>
  (await createWorkersRepository(database.connection).live(30_000)).length === 1;

describe('the worker process', () => {
  it('told to stop ends well within ten seconds, and leaves no heartbeat, lease, lock or job of its own', async () => {
    const { process: worker, said } = startProcess(database.uri);
    await eventually(isAlive, 60_000);
    await eventually(
      async () => (await rows('agendaJobs').countDocuments({ name: /^worker\./ })) === 2,
      30_000,
    );
    const ended = once(worker, 'exit');
    const askedMs = monotonicMs();

    worker.kill('SIGTERM');
    await ended;

    expect([worker.exitCode, worker.signalCode]).toEqual([0, null]);
    expect(monotonicMs() - askedMs).toBeLessThan(10_000);
    expect(await isAlive()).toBe(false);
    expect(await rows('turns').countDocuments({ leaseToken: { $exists: true } })).toBe(0);
    expect(await rows('agendaJobs').countDocuments({ name: /^worker\./ })).toBe(0);
    expect(await rows('agendaJobs').countDocuments({ lockedAt: { $type: 'date' } })).toBe(0);
    expect(said()).toContain('"msg":"metrics listening"');
    expect(said()).not.toContain('"level":50');
  });

  it('says in one line what is wrong with its environment, and exits 1', async () => {
    const { process: worker, said } = startProcess('no address');

    await once(worker, 'exit');

    expect(worker.exitCode).toBe(1);
    expect(said()).toMatch(/^encore: config_invalid: MONGODB_URI: .*\n$/);
  });
});
