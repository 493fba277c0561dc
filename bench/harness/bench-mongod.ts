import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
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

interface DataFolder {
  readonly path: string;
  readonly isKept: boolean;
}

const dataFolder = async (keptIn: string | undefined): Promise<DataFolder> => {
  if (keptIn === undefined) return { path: await mkdtemp(join(tmpdir(), 'encore-bench-')), isKept: false };
  await mkdir(keptIn, { recursive: true });
  return { path: keptIn, isKept: true };
};

/**
 * The mongod that `npm start` would bring, with its settings, over a folder that goes with it; `keptIn` is a folder that
 * stays, for what takes too long to be made for every run.
 */
export const startBenchMongod = async (keptIn?: string): Promise<BenchMongod> => {
  const { binary, version } = await findMongod(realProbes(say));
  const { path, isKept } = await dataFolder(keptIn);
  const port = await freePort();
  const child = spawn(binary, mongodArguments({ dbPath: path, port }), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill(isKept ? 'SIGTERM' : 'SIGKILL');
    await ended;
    if (!isKept) await rm(path, { recursive: true, force: true });
  };
  try {
    await awaitPrimary(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { version, pid: child.pid ?? 0, uri: (database) => mongodUri(port, database), stop };
};
