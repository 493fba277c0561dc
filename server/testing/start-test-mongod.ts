import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitPrimary } from '../app/standalone/mongod/await-primary.ts';
import { findMongod } from '../app/standalone/mongod/find-mongod.ts';
import { freePort } from '../app/standalone/mongod/free-port.ts';
import { mongodArguments, mongodUri } from '../app/standalone/mongod/mongod-arguments.ts';

export interface TestMongod {
  readonly uri: string;
  stop(): Promise<void>;
}

/** One mongod for a whole test run, with a data folder that goes with it. */
export const startTestMongod = async (): Promise<TestMongod> => {
  const { binary } = await findMongod((line) => process.stderr.write(`${line}\n`));
  const dbPath = await mkdtemp(join(tmpdir(), 'encore-test-'));
  const port = await freePort();
  const child = spawn(binary, mongodArguments({ dbPath, port }), { stdio: 'ignore' });
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
