import { monotonicMs, sleep } from '../../../lib/clock.ts';
import type { Point } from '../points/trap.ts';
import { nameOf } from '../points/trap.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave, stop } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { faultTiming } from '../world/fault-timing.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { mixed, withWorld } from './with-world.ts';

const points: readonly Point[] = [
  { operation: 'LEASE', moment: 'after' },
  { operation: 'ROWS', moment: 'after' },
  { operation: 'GATE-rev', moment: 'after' },
  { operation: 'CAP', moment: 'after' },
  { operation: 'SETTLE', moment: 'before' },
];
/** The others have taken over before it comes back. */
const cutOffForMs = faultTiming.leaseMs + 3400;

interface Cut {
  readonly violations: readonly string[];
  /** Its last request after it was cut off. */
  readonly lastMs: number;
}

const cutOff = async (world: FaultWorld, point: Point): Promise<Cut> => {
  const people = crowdOf(mixed(12));
  let cutAtMs = Infinity;
  const trap = world.traps.set(point, ({ part }) => {
    cutAtMs = monotonicMs();
    // The reply is on its way already; what comes after it is not.
    setImmediate(() => world.member(part)?.database.blackhole());
    return 'pass';
  });
  const told = leave(world, people, 700);
  const caught = await trap.caught(30_000);
  trap.disarm();
  await told;
  const stops = people.map((person) => stop(world, person, 300));
  await sleep(cutOffForMs);
  world.member(caught?.part ?? '')?.database.heal();
  const healedMs = monotonicMs();
  await Promise.all(stops);
  const { violations } = await settle(world, people);
  const late = world.written
    .filter(({ by, atMs }) => by === caught?.part && atMs > cutAtMs && atMs < healedMs)
    .map(({ atMs }) => atMs - cutAtMs);
  const lastMs = Math.max(0, ...late);
  return {
    lastMs,
    violations: [
      ...expectThat(caught !== undefined, `${nameOf(point)} was never reached`),
      ...expectThat(
        lastMs < faultTiming.leaseMs,
        `${nameOf(point)}: it sent ${Math.round(lastMs)} ms after it was cut off`,
      ),
      ...violations.map((one) => `${nameOf(point)}: ${one}`),
    ],
  };
};

export const partition: FaultRow = {
  number: 23,
  fault: 'worker cut off from the database, not from the provider',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const cuts: Cut[] = [];
      for (const point of points) cuts.push(await cutOff(world, point));
      const last = Math.max(...cuts.map(({ lastMs }) => lastMs));
      return {
        violations: cuts.flatMap(({ violations }) => violations),
        seen: `${points.length} cuts of ${cutOffForMs / 1000} s at points of the protocol; last request ${Math.round(last)} ms after a cut (lease ${faultTiming.leaseMs} ms)`,
      };
    }),
};
