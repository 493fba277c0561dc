import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { takeLock } from './lock.ts';
import { commandOf } from './process-list.ts';

let folder: TempFolder;
let children: ChildProcess[];

beforeEach(() => {
  folder = tempFolder();
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

/** A process whose command line looks like one of ours. */
const processNamed = async (name: string): Promise<number> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', name], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  await eventually(async () => (await commandOf(child.pid ?? 0))?.includes(name) === true);
  return child.pid ?? 0;
};

const file = (): string => join(folder.path, 'encore.lock');
const leave = (content: unknown): void => {
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
};
const content = (): unknown => JSON.parse(readFileSync(file(), 'utf8'));

const noSuchPid = 2 ** 22 + 1;

describe('takeLock', () => {
  it('writes our pid, readable by its owner only', async () => {
    await takeLock(folder.path);

    expect(content()).toEqual({ pid: process.pid, parts: {} });
  });

  it('refuses while an Encore holds it, and names folder and pid', async () => {
    const pid = await processNamed('server/app/standalone/main.ts');
    leave({ pid, parts: {} });

    await expect(takeLock(folder.path)).rejects.toThrow(`already running on ${folder.path} (pid ${pid})`);
    expect(content()).toEqual({ pid, parts: {} });
  });

  it('does not count the lock of a process that is gone', async () => {
    leave({ pid: noSuchPid, parts: {} });

    await takeLock(folder.path);

    expect(content()).toEqual({ pid: process.pid, parts: {} });
  });

  it('does not count a pid that now belongs to something else', async () => {
    leave({ pid: await processNamed('editor'), parts: {} });

    await takeLock(folder.path);

    expect(content()).toEqual({ pid: process.pid, parts: {} });
  });

  it('does not count a lock that was never finished', async () => {
    leave('{"pid":');

    await takeLock(folder.path);

    expect(content()).toEqual({ pid: process.pid, parts: {} });
  });

  it('ends the parts that a killed Encore left, and nothing else', async () => {
    const worker = await processNamed('jobs/main.ts');
    const stranger = await processNamed('editor');
    leave({ pid: noSuchPid, parts: { worker, web: stranger } });

    await takeLock(folder.path);

    await eventually(async () => (await commandOf(worker)) === undefined);
    expect(await commandOf(stranger)).toContain('editor');
  });

  it('remembers the parts and goes when released', async () => {
    const lock = await takeLock(folder.path);

    await lock.remember({ web: 7 });
    expect(content()).toEqual({ pid: process.pid, parts: { web: 7 } });

    await lock.release();
    expect(existsSync(file())).toBe(false);
  });
});
