import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { monotonicMs, sleep } from '../../../lib/clock.ts';
import type { PartLog } from './part-log.ts';
import { afterDeath } from './restart-policy.ts';
import type { RestartPolicy } from './restart-policy.ts';

export interface PartPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take to stop by itself before it is killed. */
  readonly stopMs: number;
  /** Without a log the part writes to our own console. */
  readonly log?: PartLog | undefined;
}

export interface PartEvents {
  /** Asked at each death: while starting up, one is enough to give up. */
  readonly policy: () => RestartPolicy;
  readonly onStart: () => void;
  readonly onRestart: (line: string) => void;
  readonly onGivenUp: (line: string, lastWords: readonly string[]) => void;
}

export interface Part {
  readonly name: string;
  pid(): number | undefined;
  stop(): Promise<void>;
}

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone.
  }
};

/** A process group of its own: Ctrl-C reaches only the supervisor, which then stops the parts in order. */
const launch = ({ command, args, env, log }: PartPlan): ChildProcess => {
  const output = log === undefined ? 'inherit' : 'pipe';
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', output, output] });
  if (child.stdout !== null) log?.follow(child.stdout);
  if (child.stderr !== null) log?.follow(child.stderr);
  return child;
};

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${code ?? 'unknown'}` : signal);
    });
  });

const stopChild = async (child: ChildProcess, ended: Promise<string>, stopMs: number): Promise<void> => {
  child.kill('SIGTERM');
  const patience = new AbortController();
  const isLate = await Promise.race([
    ended.then(() => false),
    sleep(stopMs, patience.signal).then(() => true),
  ]);
  patience.abort();
  killGroup(child);
  if (isLate) await ended;
};

/** Starts a part and keeps it running until it is stopped or dies too often. */
export const startPart = (plan: PartPlan, events: PartEvents): Part => {
  const stopped = new AbortController();
  const deathsAt: number[] = [];
  let child = launch(plan);
  let ended = endOf(child);

  const keepRunning = async (): Promise<void> => {
    const reason = await ended;
    if (stopped.signal.aborted) return;
    deathsAt.push(monotonicMs());
    const next = afterDeath(deathsAt, events.policy());
    if (next.kind === 'give-up') {
      const often = next.deaths === 1 ? '' : ` ${next.deaths} times within a minute`;
      return events.onGivenUp(`${plan.name} died${often} (${reason})`, plan.log?.lastWords() ?? []);
    }
    events.onRestart(`${plan.name} died (${reason}); starting it again`);
    await sleep(next.delayMs, stopped.signal);
    if (stopped.signal.aborted) return;
    child = launch(plan);
    ended = endOf(child);
    events.onStart();
    await keepRunning();
  };
  void keepRunning();

  return {
    name: plan.name,
    pid: () => child.pid,
    stop: async () => {
      stopped.abort();
      await stopChild(child, ended, plan.stopMs);
      plan.log?.close();
    },
  };
};
