import { mongo } from 'mongoose';
import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { replicaSetName } from './mongod-arguments.ts';

const notYetInitialized = 94;
const notAMember = 93;

const configuration = (port: number): Record<string, unknown> => ({
  _id: replicaSetName,
  members: [{ _id: 0, host: `127.0.0.1:${port}` }],
});

const errorCodeOf = (error: unknown): unknown =>
  error instanceof mongo.MongoServerError ? error.code : undefined;

/** The configuration names host and port; when the old port was taken the member no longer finds itself. */
const moveToPort = async (admin: mongo.Admin, client: mongo.MongoClient, port: number): Promise<void> => {
  const current: Record<string, unknown> | null = await client
    .db('local')
    .collection('system.replset')
    .findOne();
  const moved = { ...current, ...configuration(port), version: Number(current?.['version'] ?? 0) + 1 };
  await admin.command({ replSetReconfig: moved, force: true });
};

const joinReplicaSet = async (client: mongo.MongoClient, port: number): Promise<void> => {
  const admin = client.db('admin').admin();
  try {
    await admin.command({ replSetGetStatus: 1 });
  } catch (error) {
    if (errorCodeOf(error) === notYetInitialized) {
      await admin.command({ replSetInitiate: configuration(port) });
    } else if (errorCodeOf(error) === notAMember) {
      await moveToPort(admin, client, port);
    } else throw error;
  }
};

const isPrimary = async (client: mongo.MongoClient): Promise<boolean> => {
  const hello = await client.db('admin').command({ hello: 1 });
  return hello['isWritablePrimary'] === true;
};

const tryOnce = async (port: number): Promise<boolean> => {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 500,
  });
  try {
    await client.connect();
    if (await isPrimary(client)) return true;
    await joinReplicaSet(client, port);
    return await isPrimary(client);
  } finally {
    await client.close();
  }
};

/** Makes the mongod on this port a one-node replica set if it isn't one, and waits until it takes writes. */
export const awaitPrimary = async (port: number, timeoutMs = 30_000): Promise<void> => {
  const deadline = monotonicMs() + timeoutMs;
  let cause: unknown;
  while (monotonicMs() < deadline) {
    try {
      if (await tryOnce(port)) return;
    } catch (error) {
      cause = error;
    }
    await sleep(50);
  }
  throw new EncoreError('database_unreachable', {
    message: `mongod on port ${port} did not become primary`,
    cause,
  });
};
