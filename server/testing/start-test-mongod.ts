import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitPrimary } from '../app/standalone/mongod/await-primary.ts';
import { findMongod, realProbes } from '../app/standalone/mongod/find-mongod.ts';
import { freePort } from '../app/standalone/mongod/free-port.ts';
import { mongodArguments, mongodUri } from '../app/standalone/mongod/mongod-arguments.ts';

interface TestMongod {
  readonly uri: string;
  stop(): Promise<void>;
}

/** Tests stand at dates of their own: MongoDB's clock would remove rows that are young by theirs, once a minute. */
const keepExpired = ['--setParameter', 'ttlMonitorEnabled=false'];

const startTestMongod = async (): Promise<TestMongod> => {
  const { binary } = await findMongod(realProbes((line) => process.stderr.write(`${line}\n`)));
  const dbPath = await mkdtemp(join(tmpdir(), 'encore-test-'));
  const port = await freePort();
  const options = [...mongodArguments({ dbPath, port }), ...keepExpired];
  const child = spawn(binary, options, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await awaitPrimary(port);
  return {
    uri: mongodUri(port, 'test'),
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(dbPath, { recursive: true, force: true });
    },
  };
};

let running: TestMongod | undefined;

/** One mongod for a whole test run, with a data folder that goes with it. */
export const startTestRun = async (): Promise<void> => {
  if (process.env['MONGO_TEST_URI'] !== undefined) return;
  running = await startTestMongod();
  process.env['MONGO_TEST_URI'] = running.uri;
};

export const endTestRun = async (): Promise<void> => running?.stop();
