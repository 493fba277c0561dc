import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildAdmin } from '../../server/app/standalone/install/build-admin.ts';
import { freePort } from '../../server/app/standalone/mongod/free-port.ts';
import { monotonicMs, sleep } from '../../server/lib/clock.ts';
import { say } from '../harness/say.ts';
import { benchEnvironment } from './bench-environment.ts';

const root = join(import.meta.dirname, '../..');

/** The product's own process, as an operator starts it. */
export interface EncoreProcess {
  readonly pid: number;
  readonly startedAtMs: number;
  /** SIGTERM; resolves to the milliseconds until it was gone, and how it went. */
  terminate(): Promise<{ readonly tookMs: number; readonly code: number | null }>;
  kill(): Promise<void>;
}

type Variables = Readonly<Record<string, string>>;

const start = (entry: string, variables: Variables): EncoreProcess => {
  const startedAtMs = monotonicMs();
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', NODE_ENV: 'production', ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    startedAtMs,
    terminate: async () => {
      const askedAtMs = monotonicMs();
      child.kill('SIGTERM');
      await ended;
      return { tookMs: monotonicMs() - askedAtMs, code: child.exitCode };
    },
    kill: async () => {
      if (!gone()) child.kill('SIGKILL');
      await ended;
    },
  };
};

export const startWorkerProcess = (
  uri: string,
  providerUrl: string,
  further: Variables = {},
): EncoreProcess => start('jobs/main.ts', { ...benchEnvironment(uri, providerUrl), ...further });

const answersWithin = async (port: number, patienceMs: number): Promise<void> => {
  const giveUpMs = monotonicMs() + patienceMs;
  while (monotonicMs() < giveUpMs) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error('the web process does not answer');
};

export const startWebProcess = async (
  uri: string,
  providerUrl: string,
): Promise<EncoreProcess & { readonly port: number }> => {
  await buildAdmin({ root, say });
  const port = await freePort();
  const started = start('server/app/main.ts', { ...benchEnvironment(uri, providerUrl), PORT: String(port) });
  try {
    await answersWithin(port, 30_000);
  } catch (error) {
    await started.kill();
    throw error;
  }
  return { ...started, port };
};
