import { sleep } from '../../lib/clock.ts';
import { eventually } from '../eventually.ts';
import type { PartName } from './demo-contract.ts';
import type { RunningDemo } from './running-demo.ts';

export interface Kill {
  readonly part: PartName;
  readonly afterMs: number;
}

interface Chance {
  /** At least 0, less than 1. */
  next(): number;
}

const parts = ['worker', 'web', 'mongod'] as const;

/** Each part once, at a random moment of the next `withinMs`: a fifth death within a minute would end the run. */
export const planKills = (chance: Chance, withinMs: number): readonly Kill[] =>
  parts.map((part) => ({ part, afterMs: Math.round(chance.next() * withinMs) }));

const carryOut = async (running: RunningDemo, { part, afterMs }: Kill): Promise<void> => {
  await sleep(afterMs);
  const pid = await running.kill(part);
  await eventually(async () => (await running.read()).pids[part] !== pid, 60_000);
};

const isReady = async ({ demo }: RunningDemo): Promise<boolean> => {
  try {
    return (await fetch(`${demo.baseUrl}/readyz`)).ok;
  } catch {
    return false;
  }
};

/** Carries the plan out beside `work`; settles when both are done and every killed part answers again. */
export const underFire = async (
  running: RunningDemo,
  kills: readonly Kill[],
  work: () => Promise<unknown>,
): Promise<void> => {
  await Promise.all([work(), ...kills.map((kill) => carryOut(running, kill))]);
  // A new pid says that a part was started, not that it listens.
  await eventually(() => isReady(running), 60_000);
};
