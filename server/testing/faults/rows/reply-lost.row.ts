import { namedPoints } from '../points/named-points.ts';
import type { NamedPoint } from '../points/named-points.ts';
import { nameOf } from '../points/trap.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave, stop } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { mixed, withWorld } from './with-world.ts';

const points = namedPoints.filter(
  ({ operation, moment, circumstance }) =>
    moment === 'after' && operation !== 'WRITE' && circumstance !== 'crash-before',
);

/** One reply of the database that never comes back, in the middle of a crowd's story. */
export const loseReply = async (world: FaultWorld, point: NamedPoint) => {
  const people = crowdOf(mixed(12));
  const trap = world.traps.set(point, () => 'cut');
  if (point.circumstance === 'provider-broken') world.provider.fallIll('broken');
  if (point.circumstance === 'crash-and-event') world.provider.fallIll('accept-then-reset');
  const told = leave(world, people, 800);
  const stops = people.map((person, index) => stop(world, person, index % 2 === 0 ? 500 : 1000));
  const settling = point.circumstance === 'crash-and-event' ? settle(world, people) : undefined;
  const caught = await trap.caught(30_000);
  world.provider.fallIll('well');
  trap.disarm();
  await Promise.all([told, ...stops]);
  await settling;
  const { violations, lost } = await settle(world, people);
  const name = nameOf(point);
  return {
    violations: [
      ...violations.map((one) => `${name}: ${one}`),
      ...expectThat(caught !== undefined, `${name} was never reached`),
      ...expectThat(lost === 0, `LOST ${name}: ${lost} unknown without a crash`),
    ],
  };
};

export const replyLost: FaultRow = {
  number: 7,
  fault: 'the database did it, and its reply is lost: every operation of the protocol',
  run: ({ say }) =>
    withWorld({ workers: 2 }, async (world) => {
      const violations: string[] = [];
      for (const point of points) {
        const found = await loseReply(world, point);
        violations.push(...found.violations);
        say(`reply of ${point.operation} lost: ${found.violations.join('; ') || 'held'}`);
      }
      return { violations, seen: `${points.length} operations, a lost reply each, no outcome unknown` };
    }),
};
