import { sleep } from '../../../lib/clock.ts';
import type { Illness } from '../../mail/provider-double.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { allLeft, withWorld } from './with-world.ts';

const crowd = 8;
const illnesses: readonly Illness[] = ['accept-then-hang', 'accept-then-reset', 'accept-then-truncate'];

/** The provider takes each mail and we don't hear of it; it tells after `tellsAfterMs`, or never. */
const takeUntold = async (world: FaultWorld, illness: Illness, tellsAfterMs: number | null) => {
  const people = crowdOf(allLeft(crowd));
  world.provider.fallIll(illness);
  await leave(world, people, 500);
  const silent = await settle(world, people, { tells: false });
  world.provider.fallIll('well');
  // Long enough for anybody who would send again.
  await sleep(tellsAfterMs ?? 3000);
  const settled = await settle(world, people, { tells: tellsAfterMs !== null });
  const told = settled.stories.filter(({ messages }) => messages.some(({ status }) => status === 'accepted'));
  // A 202 whose body breaks off has said enough.
  const isSettled = tellsAfterMs !== null || illness === 'accept-then-truncate';
  return {
    violations: [
      ...[...silent.violations, ...settled.violations].map((one) => `${illness}: ${one}`),
      ...expectThat(!isSettled || told.length === crowd, `${illness}: ${told.length} of ${crowd} settled`),
    ],
    unknown: settled.unknown,
  };
};

export const takenUntold: FaultRow = {
  number: 16,
  fault: 'provider takes the mail, then hangs, resets or breaks off; its event comes at once, later or never',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const violations: string[] = [];
      let unknown = 0;
      for (const illness of illnesses)
        for (const tellsAfterMs of [0, 4000, null]) {
          const found = await takeUntold(world, illness, tellsAfterMs);
          violations.push(...found.violations);
          unknown += found.unknown;
        }
      return {
        violations,
        seen: `${illnesses.length * 3} crowds of ${crowd}: each taken once; settled by the event, ${unknown} parked as unknown where none came`,
      };
    }),
};
