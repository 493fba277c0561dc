import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave, stop } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliver } from '../world/deliver.ts';
import { checkoutDueIn, minuteMs } from '../world/people.ts';
import { withWorld } from './with-world.ts';

const fourHoursMs = 240 * minuteMs;

export const staleRetry: FaultRow = {
  number: 12,
  fault: 'a webhook tried again four hours late with its old payload, after the mail and after the order',
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      const people = crowdOf(['left', 'left', 'ordered', 'ordered']);
      const stale = people.map((person) => checkoutDueIn(person, -fourHoursMs));
      await leave(world, people, 500);
      await settle(world, people);
      await Promise.all(people.map((person) => stop(world, person, 0)));
      await settle(world, people);
      const before = world.written.length;
      for (const [index, delivery] of stale.entries()) {
        const { id } = await deliver(world.appUrl, delivery);
        people[index]?.answered.push(id);
      }
      const { violations, stories } = await settle(world, people);
      const entered = stories.map(({ enrollments }) => enrollments.length);
      const reopened = stories.filter(
        ({ person, enrollments }) =>
          person.fate === 'ordered' && enrollments.some(({ state }) => state === 'waiting'),
      );
      return {
        violations: [
          ...violations,
          ...expectThat(world.written.length === before, `${world.written.length - before} more mails`),
          ...expectThat(
            entered.every((count) => count === 1),
            `enrollments: ${entered.join(' ')}`,
          ),
          ...expectThat(reopened.length === 0, `${reopened.length} who ordered wait again`),
        ],
        seen: `${stale.length} stale deliveries: no new enrollment, no more mail`,
      };
    }),
};
