import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { monotonicMs, sleep } from '../../../lib/clock.ts';

const run = promisify(execFile);

/** The command line of a live process; undefined when there is none. A zombie has an empty one. */
export const commandOf = async (pid: number): Promise<string | undefined> => {
  try {
    if (process.platform !== 'linux') return (await run('ps', ['-p', String(pid), '-o', 'command='])).stdout;
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return raw === '' ? undefined : raw.replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
};

/** Asks the process to stop and waits; kills it when it doesn't. */
export const endProcess = async (pid: number, graceMs: number): Promise<void> => {
  signal(pid, 'SIGTERM');
  const deadline = monotonicMs() + graceMs;
  while ((await commandOf(pid)) !== undefined) {
    if (monotonicMs() > deadline) return signal(pid, 'SIGKILL');
    await sleep(50);
  }
};
