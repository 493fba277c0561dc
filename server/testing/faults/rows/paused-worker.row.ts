import { sleep } from '../../../lib/clock.ts';
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
  { operation: 'GATE-barrier', moment: 'after' },
  { operation: 'CAP', moment: 'after' },
  { operation: 'WRITE', moment: 'before' },
  { operation: 'WRITE', moment: 'after' },
  { operation: 'SETTLE', moment: 'before' },
  { operation: 'MOVE', moment: 'after' },
  { operation: 'RETURN-rev', moment: 'after' },
];

/** Longer than the lease, and than what makes somebody else's row `unknown`. */
const pauseMs = faultTiming.leaseMs + faultTiming.unknownAfterMs;

const pauseAt = async (world: FaultWorld, point: Point): Promise<readonly string[]> => {
  const people = crowdOf(mixed(12));
  const trap = world.traps.set(point, ({ part }) => {
    world.member(part)?.pause();
    return 'pass';
  });
  const told = leave(world, people, 700);
  const caught = await trap.caught(30_000);
  await told;
  // Answered while the worker sleeps, between its last look and its waking.
  const stops = people.map((person) => stop(world, person, 300));
  await sleep(pauseMs);
  world.member(caught?.part ?? '')?.resume();
  await Promise.all(stops);
  trap.disarm();
  const { violations } = await settle(world, people);
  return [
    ...expectThat(caught !== undefined, `${nameOf(point)} was never reached`),
    ...violations.map((one) => `paused at ${nameOf(point)}: ${one}`),
  ];
};

export const pausedWorker: FaultRow = {
  number: 4,
  fault: 'worker stopped (SIGSTOP) for longer than its lease, then continued',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const violations: string[] = [];
      for (const point of points) violations.push(...(await pauseAt(world, point)));
      return {
        violations,
        seen: `${points.length} pauses of ${pauseMs / 1000} s (lease ${faultTiming.leaseMs / 1000} s), each at another point of the protocol; orders and unsubscribes answered meanwhile`,
      };
    }),
};
