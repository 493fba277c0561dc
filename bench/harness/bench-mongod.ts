import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitPrimary } from '../../server/app/standalone/mongod/await-primary.ts';
import { findMongod, realProbes } from '../../server/app/standalone/mongod/find-mongod.ts';
import { freePort } from '../../server/app/standalone/mongod/free-port.ts';
import { mongodArguments, mongodUri } from '../../server/app/standalone/mongod/mongod-arguments.ts';
import { say } from './say.ts';

export interface BenchMongod {
  readonly version: string;
  readonly pid: number;
  uri(database: string): string;
  stop(): Promise<void>;
}

/** The mongod that `npm start` would bring, with its settings, over a folder that goes with it. */
export const startBenchMongod = async (): Promise<BenchMongod> => {
  const { binary, version } = await findMongod(realProbes(say));
  const dbPath = await mkdtemp(join(tmpdir(), 'encore-bench-'));
  const port = await freePort();
  const child = spawn(binary, mongodArguments({ dbPath, port }), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(dbPath, { recursive: true, force: true });
  };
  try {
    await awaitPrimary(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { version, pid: child.pid ?? 0, uri: (database) => mongodUri(port, database), stop };
};
