import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mongoose';
import type { Collection } from 'mongoose';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { awaitPrimary } from '../mongod/await-primary.ts';
import { findMongod, realProbes } from '../mongod/find-mongod.ts';
import { planMongod } from './embedded-mongod.ts';

let folder: TempFolder;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder.path, 'mongodb'));
});
afterEach(async () => {
  await kill();
  folder.remove();
});

const kill = async (): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const start = async (): Promise<string> => {
  const { binary } = await findMongod(realProbes(() => undefined));
  const plan = await planMongod(folder.path);
  child = spawn(binary, plan.args, { stdio: 'ignore' });
  await awaitPrimary(plan.port);
  return plan.uri;
};

const withThings = async <Value>(
  uri: string,
  work: (things: Collection) => Promise<Value>,
): Promise<Value> => {
  const connection = await createConnection(uri).asPromise();
  try {
    return await work(connection.collection('things'));
  } finally {
    await connection.close();
  }
};

const addOne = (uri: string): Promise<unknown> =>
  withThings(uri, (things) => things.insertOne({}, { writeConcern: { w: 'majority', j: true } }));
const count = (uri: string): Promise<number> => withThings(uri, (things) => things.countDocuments());

describe('the embedded MongoDB', () => {
  it('keeps port and data over a kill -9', async () => {
    const before = await start();
    await addOne(before);
    await kill();

    const after = await start();

    expect(after).toBe(before);
    expect(await count(after)).toBe(1);
  });

  it('moves its replica set when the port was taken in the meantime', async () => {
    const before = await start();
    await addOne(before);
    await kill();
    const squatter = createServer((socket) => socket.destroy());
    squatter.listen(Number(readFileSync(join(folder.path, 'mongodb/port'), 'utf8')), '127.0.0.1');
    await once(squatter, 'listening');

    const after = await start();

    squatter.close();
    expect(after).not.toBe(before);
    expect(await count(after)).toBe(1);
  });

  it('takes another port when the remembered one makes no sense', async () => {
    writeFileSync(join(folder.path, 'mongodb/port'), 'rubbish');

    const plan = await planMongod(folder.path);

    expect(plan.port).toBeGreaterThan(1023);
    expect(readFileSync(join(folder.path, 'mongodb/port'), 'utf8')).toBe(`${plan.port}\n`);
  });
});
