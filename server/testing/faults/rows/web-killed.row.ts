import { randomUUID } from 'node:crypto';
import type { Moment } from '../proxies/wire-tap.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow, Findings } from '../report/fault-row.ts';
import { crowdOf } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliver, deliverOnce } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { checkoutDueIn } from '../world/people.ts';
import type { Person } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const storedUnder = ({ db }: FaultWorld, id: string): Promise<number> =>
  db.collection('inbox').countDocuments({ deliveryId: id });

/** One delivery whose web process dies at I1, then the same again as a platform would send it. */
const deliverTwice = async (
  world: FaultWorld,
  person: Person,
  moment: Moment,
): Promise<readonly string[]> => {
  const id = randomUUID();
  const delivery = { ...checkoutDueIn(person, 2500), id };
  world.traps.set({ operation: 'I1', moment }, () => {
    world.web.kill();
    return 'swallow';
  });
  const first = await deliverOnce(world.appUrl, delivery);
  const stored = await storedUnder(world, id);
  await world.web.start();
  const second = await deliver(world.appUrl, delivery);
  person.answered.push(id);
  return [
    ...expectThat(first.status !== 200, `I1 ${id} was answered 200 by a process that was killed at I1`),
    ...expectThat(moment === 'after' || stored === 0, `${id} was stored before it was committed`),
    ...expectThat(moment === 'before' || stored === 1, `${id} was not stored when the reply was lost`),
    ...expectThat(second.status === 200, `${id} was refused the second time: ${second.status}`),
    ...expectThat((await storedUnder(world, id)) === 1, `${id} is not exactly one inbox row`),
  ];
};

const rowOf =
  (moment: Moment): FaultRow['run'] =>
  (): Promise<Findings> =>
    withWorld({ workers: 1 }, async (world) => {
      const people = crowdOf(allLeft(4));
      const violations: string[] = [];
      for (const person of people) violations.push(...(await deliverTwice(world, person, moment)));
      const settled = await settle(world, people);
      const entered = settled.stories.filter(({ enrollments }) => enrollments.length === 1);
      violations.push(...expectThat(entered.length === people.length, 'not one enrollment each'));
      return {
        violations: [...violations, ...settled.violations],
        seen: `${people.length} deaths, ${people.length} deliveries sent again, one inbox row and one enrollment each`,
      };
    });

export const webKilledAfterCommit: FaultRow = {
  number: 2,
  fault: 'web killed (-9) between commit and 200',
  run: rowOf('after'),
};

export const webKilledBeforeCommit: FaultRow = {
  number: 3,
  fault: 'web killed (-9) before the commit',
  run: rowOf('before'),
};
