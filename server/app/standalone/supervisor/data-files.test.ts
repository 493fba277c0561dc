import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { prepareDataFolder } from './data-folder.ts';
import { createRecord } from './record.ts';
import { demoSecrets } from './secrets.ts';

let folder: TempFolder;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => {
  folder.remove();
});

const modeOf = (name: string): number => statSync(join(folder.path, name)).mode & 0o777;
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder.path, name), 'utf8'));

describe('prepareDataFolder', () => {
  it('makes a nested folder with room for logs and MongoDB', async () => {
    const dataDir = join(folder.path, 'a', 'b');

    await prepareDataFolder(dataDir);

    expect(existsSync(join(dataDir, 'logs'))).toBe(true);
    expect(existsSync(join(dataDir, 'mongodb'))).toBe(true);
  });

  it('says in one line that the folder is a file', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');

    await expect(prepareDataFolder(file)).rejects.toThrow(`DATA_DIR ${file} can't be written: ENOTDIR`);
  });

  it('comes back from a file system that makes no folders', async () => {
    await expect(prepareDataFolder('/proc/encore')).rejects.toMatchObject({ code: 'start_failed' });
  });

  it('says when there is not enough room', async () => {
    await expect(prepareDataFolder(folder.path, 2 ** 60)).rejects.toThrow(/^no disk: .* MiB free/);
  });
});

describe('demoSecrets', () => {
  it('makes them once, for the owner only', async () => {
    const made = await demoSecrets(folder.path);
    const again = await demoSecrets(folder.path);

    expect(again).toEqual(made);
    expect(Buffer.from(made.encryptionKey, 'base64')).toHaveLength(32);
    expect(modeOf('secrets.json')).toBe(0o600);
  });

  it('never replaces a damaged file: what it encrypted would be lost', async () => {
    writeFileSync(join(folder.path, 'secrets.json'), '{}');

    await expect(demoSecrets(folder.path)).rejects.toThrow('damaged');
    expect(read('secrets.json')).toEqual({});
  });
});

const addresses = {
  baseUrl: 'http://localhost:3000',
  shop: 'demo.myshopify.com',
  apiKey: 'key',
  apiSecret: 'secret',
  mongodbUri: 'mongodb://127.0.0.1:1/encore',
  adminUrl: 'http://localhost:3000/demo/admin',
  outboxUrl: 'http://localhost:3000/demo/outbox',
  storeUrl: 'http://localhost:3000/demo/store',
};

describe('the record of a run', () => {
  const remembered: unknown[] = [];
  const lock = {
    remember: (parts: unknown): Promise<void> => {
      remembered.push(parts);
      return Promise.resolve();
    },
  };
  const errors: unknown[] = [];
  const newRecord = () =>
    createRecord({ dataDir: folder.path, lock, onError: (error) => errors.push(error) });

  it('is demo.json with the pids once everything is ready, for the owner only', async () => {
    const record = newRecord();

    record.pids({ mongod: 1, web: 2, worker: 3 });
    expect(existsSync(join(folder.path, 'demo.json'))).toBe(false);
    await record.ready(addresses);

    expect(read('demo.json')).toEqual({ ...addresses, pids: { web: 2, worker: 3, mongod: 1 } });
    expect(modeOf('demo.json')).toBe(0o600);
  });

  it('is rewritten when a part has another pid, and tells the lock', async () => {
    const record = newRecord();
    record.pids({ mongod: 1, web: 2, worker: 3 });
    await record.ready(addresses);

    record.pids({ mongod: 1, web: 22, worker: 3 });
    await record.ready(addresses);

    expect(read('demo.json')).toMatchObject({ pids: { web: 22 } });
    expect(remembered.at(-1)).toEqual({ mongod: 1, web: 22, worker: 3 });
  });

  it('names no mongod that is not ours', async () => {
    const record = newRecord();
    record.pids({ web: 2, worker: 3 });

    await record.ready(addresses);

    expect(read('demo.json')).toMatchObject({ pids: { mongod: null } });
  });

  it('is gone at the end, whatever was still being written', async () => {
    const record = newRecord();
    record.pids({ web: 2, worker: 3 });
    void record.ready(addresses);

    await record.remove();
    record.pids({ web: 4, worker: 3 });
    await record.remove();

    expect(existsSync(join(folder.path, 'demo.json'))).toBe(false);
    expect(errors).toEqual([]);
  });
});
