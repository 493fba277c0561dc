import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { commandOf, endProcess } from './process-list.ts';
import { writePrivateFile } from './write-private-file.ts';

const lockSchema = z.object({ pid: z.number().int(), parts: z.record(z.string(), z.number().int()) });
type LockContent = z.infer<typeof lockSchema>;

export interface DataLock {
  /** Remembers the parts' pids, so that a start after our own violent end can clear up after us. */
  remember(parts: Readonly<Record<string, number>>): Promise<void>;
  release(): Promise<void>;
}

const supervisorCommand = 'standalone/main.ts';
const partCommands = ['server/app/main.ts', 'jobs/main.ts', '--replSet encore'];

const readLock = async (file: string): Promise<LockContent | undefined> => {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
};

const isEncore = async (pid: number): Promise<boolean> =>
  (await commandOf(pid))?.includes(supervisorCommand) === true;

const endOrphans = async (stale: LockContent | undefined): Promise<void> => {
  for (const pid of Object.values(stale?.parts ?? {})) {
    const command = (await commandOf(pid)) ?? '';
    if (partCommands.some((known) => command.includes(known))) await endProcess(pid, 3_000);
  }
};

/** `link` fails when the name exists, so of two starts at once one wins. */
const tryToTake = async (file: string): Promise<boolean> => {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, parts: {} }), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    await rm(draft, { force: true });
  }
};

const refuse = (dataDir: string, pid: number | undefined): EncoreError =>
  new EncoreError('start_failed', {
    message: `Encore is already running on ${dataDir} (pid ${pid ?? 'unknown'})`,
  });

const setAside = async (file: string, expected: LockContent | undefined): Promise<void> => {
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readLock(aside);
  // Another start was quicker and this is its new lock: put it back.
  if (moved?.pid !== expected?.pid) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
};

const held = (file: string): DataLock => ({
  remember: (parts) => writePrivateFile(file, JSON.stringify({ pid: process.pid, parts })),
  release: () => rm(file, { force: true }),
});

/** One Encore a data folder. The lock of a process that is gone, or is something else, doesn't count. */
export const takeLock = async (dataDir: string): Promise<DataLock> => {
  const file = join(dataDir, 'encore.lock');
  if (await tryToTake(file)) return held(file);
  const holder = await readLock(file);
  if (holder !== undefined && (await isEncore(holder.pid))) throw refuse(dataDir, holder.pid);
  await setAside(file, holder);
  if (!(await tryToTake(file))) throw refuse(dataDir, (await readLock(file))?.pid);
  await endOrphans(holder);
  return held(file);
};
