import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mongo } from 'mongoose';
import { awaitPrimary } from '../../../app/standalone/mongod/await-primary.ts';
import { findMongod, realProbes } from '../../../app/standalone/mongod/find-mongod.ts';
import { freePort } from '../../../app/standalone/mongod/free-port.ts';
import { mongodArguments } from '../../../app/standalone/mongod/mongod-arguments.ts';
import { tempFolder } from '../../temp-folder.ts';
import { endWithUs } from './end-with-us.ts';

export interface FailCommand {
  readonly errorCode?: number;
  readonly closeConnection?: boolean;
  readonly failCommands: readonly string[];
  readonly namespace?: string;
}

/** A mongod of a trial's own, one that can be told to fail. */
export interface FaultMongod {
  readonly port: number;
  /** Straight to it, past every proxy: the oracle's way. */
  readonly client: mongo.MongoClient;
  fail(how: FailCommand): Promise<void>;
  recover(): Promise<void>;
  stepDown(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export const startFaultMongod = async (): Promise<FaultMongod> => {
  const { binary } = await findMongod(realProbes((line) => process.stderr.write(`${line}\n`)));
  const folder = tempFolder();
  const port = await freePort();
  const args = [...mongodArguments({ dbPath: folder.path, port }), '--setParameter', 'enableTestCommands=1'];
  const child = endWithUs(spawn(binary, args, { stdio: 'ignore' }));
  const ended = once(child, 'exit');
  await awaitPrimary(port);
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  await client.connect();
  const admin = client.db('admin');
  return {
    port,
    client,
    fail: async (how) => {
      // By the application's name: what the oracle asks is never failed.
      const data = { ...how, appName: 'encore' };
      await admin.command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
    },
    recover: async () => {
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
    },
    stepDown: async (seconds) => {
      await admin.command({ replSetStepDown: seconds, force: true });
    },
    stop: async () => {
      await client.close();
      child.kill('SIGKILL');
      await ended;
      folder.remove();
    },
  };
};
