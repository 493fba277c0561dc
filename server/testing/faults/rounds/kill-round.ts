import { monotonicMs, sleep } from '../../../lib/clock.ts';
import type { Random } from '../../../app/standalone/demo-store/history/random.ts';
import { nameOf } from '../points/trap.ts';
import type { Spring, Trap } from '../points/trap.ts';
import type { NamedPoint } from '../points/named-points.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import type { Fate } from '../world/people.ts';
import { crowdOf, leave, stop } from './crowd.ts';
import { settle } from './settle.ts';

export interface KillRound {
  /** `null`: at a moment of chance instead. */
  readonly point: NamedPoint | null;
  readonly random: Random;
}

export interface RoundResult {
  /** Where it was killed. */
  readonly point: string;
  readonly wasHit: boolean;
  readonly violations: readonly string[];
  readonly unknown: number;
  readonly tookMs: number;
}

const fates: readonly Fate[] = [
  'left',
  'left',
  'left',
  'left',
  'left',
  'left',
  'ordered',
  'ordered',
  'unsubscribed',
  'redacted',
];
const dueInMs = 900;
const hitWithinMs = {
  plain: 10_000,
  'provider-broken': 15_000,
  'crash-before': 25_000,
  'crash-and-event': 25_000,
};

const killer =
  (world: FaultWorld): Spring =>
  ({ part }) => {
    world.member(part)?.kill();
    return 'swallow';
  };

/** Sets the trap, and what must happen before anything can fall into it. */
const arrange = (world: FaultWorld, point: NamedPoint): Trap => {
  const { traps, provider } = world;
  const kill = killer(world);
  switch (point.circumstance) {
    case 'plain':
      break;
    case 'provider-broken':
      provider.fallIll('broken');
      break;
    case 'crash-before':
      traps.set({ operation: 'SWEEP-age', moment: 'before', stays: true }, () => 'cut');
      traps.set({ operation: 'WRITE', moment: 'before' }, kill);
      break;
    case 'crash-and-event':
      traps.set({ operation: 'WRITE', moment: 'after' }, kill);
  }
  return traps.set(point, kill);
};

const atRandom = async (world: FaultWorld, random: Random): Promise<string> => {
  const parts = [world.web, ...world.workers, ...world.workers];
  const afterMs = random.below(2200);
  const part = parts[random.below(parts.length)] ?? world.web;
  await sleep(afterMs);
  part.kill();
  return part.name.split(' ')[0] ?? part.name;
};

/** Starts again whoever died, at once, as any supervisor would. */
const watch = (world: FaultWorld): (() => void) => {
  const timer = setInterval(() => {
    for (const part of [world.web, ...world.workers]) part.spawn();
  }, 100);
  return () => clearInterval(timer);
};

const allReady = async (world: FaultWorld): Promise<void> => {
  await Promise.all([world.web, ...world.workers].map((part) => part.start()));
};

/** One crowd, one death, and all five invariants looked at from outside. */
export const killRound = async (world: FaultWorld, { point, random }: KillRound): Promise<RoundResult> => {
  const startedMs = monotonicMs();
  const people = crowdOf(fates);
  const unwatch = watch(world);
  try {
    const trap = point === null ? undefined : arrange(world, point);
    const death =
      trap === undefined ? atRandom(world, random) : trap.caught(hitWithinMs[point?.circumstance ?? 'plain']);
    const told = leave(world, people, dueInMs);
    const events = point?.circumstance === 'crash-and-event' ? settle(world, people) : undefined;
    const stops = people.map((person, index) => stop(world, person, [450, 850, 950, 1050][index % 4] ?? 450));
    const killedAt = await death;
    world.provider.fallIll('well');
    world.traps.disarmAll();
    await Promise.all([told, events, ...stops]);
    const settled = await settle(world, people);
    await allReady(world);
    return {
      point:
        point === null ? `${typeof killedAt === 'string' ? killedAt : 'nobody'} at random` : nameOf(point),
      wasHit: killedAt !== undefined,
      violations: settled.violations,
      unknown: settled.unknown,
      tookMs: monotonicMs() - startedMs,
    };
  } finally {
    unwatch();
    world.traps.disarmAll();
  }
};
