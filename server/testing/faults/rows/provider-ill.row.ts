import { sleep } from '../../../lib/clock.ts';
import type { Illness } from '../../mail/provider-double.ts';
import { eventually } from '../../eventually.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { mixed, withWorld } from './with-world.ts';

const crowd = 12;
const illForMs = 2500;

const fallIll = async (world: FaultWorld, illness: Illness, after: 'accepted' | 'unknown') => {
  const first = world.written.length;
  const people = crowdOf(mixed(crowd).map(() => 'left'));
  world.provider.fallIll(illness);
  await leave(world, people, 600);
  const tried = (): number => new Set(world.written.slice(first).map(({ message }) => message)).size;
  await eventually(() => tried() === crowd, 60_000).catch(() => undefined);
  await sleep(illForMs);
  const tries = world.written.length - first;
  world.provider.fallIll('well');
  const { violations, stories, unknown } = await settle(world, people);
  const ended = stories.filter(({ messages }) => messages.some(({ status }) => status === after)).length;
  // A machine too busy to answer in time is a silent provider too.
  const isAsExpected = ended + (after === 'unknown' ? 0 : unknown) === crowd;
  return {
    violations: [
      ...violations.map((one) => `${illness}: ${one}`),
      ...expectThat(isAsExpected, `${illness}: ${ended} of ${crowd} ended ${after}`),
      ...expectThat(tries <= crowd * 8, `${illness}: ${tries} tries of ${crowd} mails`),
    ],
    seen: `${illness}: ${tries} tries of ${crowd} mails until ${illForMs / 1000} s after the last was tried, then ${after}`,
  };
};

export const providerIll: FaultRow = {
  number: 15,
  fault: 'provider answers 500, 502, 503, breaks off its 500, or says nothing',
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      const plan: readonly (readonly [Illness, 'accepted' | 'unknown'])[] = [
        ['broken', 'accepted'],
        ['bad-gateway', 'accepted'],
        ['unavailable', 'accepted'],
        ['break-off-500', 'unknown'],
        ['hanging', 'unknown'],
      ];
      const all: Awaited<ReturnType<typeof fallIll>>[] = [];
      for (const [illness, after] of plan) all.push(await fallIll(world, illness, after));
      return {
        violations: all.flatMap(({ violations }) => violations),
        seen: all.map(({ seen }) => seen).join('; '),
      };
    }),
};
