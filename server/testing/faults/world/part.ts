import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import { endWithUs } from './end-with-us.ts';

/** One process of the product, which may be killed and started again under the same name. */
export interface Part {
  readonly name: string;
  /** Starts it unless it runs; resolves when it says that it is ready. */
  start(): Promise<void>;
  /** Starts it and leaves it alone. */
  spawn(): void;
  isReady(): boolean;
  isRunning(): boolean;
  kill(): void;
  pause(): void;
  resume(): void;
  /** SIGTERM; the exit code and how long it took. */
  stop(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  pid(): number;
  said(): string;
}

export interface PartPlan {
  readonly name: string;
  readonly script: string;
  readonly env: () => Readonly<Record<string, string>>;
  /** What it says when it is ready. */
  readonly readyWhen: string;
  /** What stands before `node`, if anything does. */
  readonly wrapper?: readonly string[] | undefined;
  readonly stdio?: StdioOptions | undefined;
}

const root = join(import.meta.dirname, '../../../..');
const patienceMs = 240_000;
const mostSaid = 200_000;
const foreign =
  /^(MONGODB_URI|MONGO_|SHOPIFY_|SENDGRID_|SMTP_URL|MAIL_|APP_URL|ENCRYPTION_KEY|ENCORE_|DEMO_|PORT|DATA_DIR|NODE_|JEST_)/;

const clean = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

const launch = ({ script, env, wrapper = [], stdio }: PartPlan): ChildProcess => {
  const [command, ...args] = [...wrapper, process.execPath, script];
  return endWithUs(
    spawn(command, args, {
      cwd: root,
      env: { ...clean(), ...env() },
      stdio: stdio ?? ['ignore', 'pipe', 'pipe'],
    }),
  );
};

export const createPart = (plan: PartPlan): Part => {
  let child: ChildProcess | undefined;
  let said = '';
  let isAlive = false;
  let ended = Promise.resolve<number | null>(null);

  const begin = (): void => {
    if (isAlive) return;
    const started = launch(plan);
    child = started;
    said = '';
    isAlive = true;
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk: Buffer) => {
        if (child === started) said = (said + chunk.toString()).slice(-mostSaid);
      });
    ended = new Promise((resolve) => {
      started.once('exit', (code) => {
        if (child === started) isAlive = false;
        resolve(code);
      });
    });
  };
  const isReady = (): boolean => isAlive && (plan.stdio !== undefined || said.includes(plan.readyWhen));
  const signal = (name: NodeJS.Signals): void => void child?.kill(name);
  return {
    name: plan.name,
    spawn: begin,
    isReady,
    isRunning: () => isAlive,
    start: async () => {
      begin();
      await eventually(() => isReady() || !isAlive, patienceMs);
      if (!isAlive) throw new Error(`${plan.name} ended instead of starting:\n${said.slice(-2000)}`);
      if (plan.stdio !== undefined) await sleep(3000);
    },
    kill: () => {
      signal('SIGKILL');
      // The news of its end takes a moment; whoever starts it again shall not wait for that.
      isAlive = false;
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    stop: async () => {
      const startedMs = monotonicMs();
      signal('SIGTERM');
      const code = isAlive ? await ended : null;
      return { code, tookMs: monotonicMs() - startedMs };
    },
    pid: () => child?.pid ?? 0,
    said: () => said,
  };
};
