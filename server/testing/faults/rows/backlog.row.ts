import { monotonicMs } from '../../../lib/clock.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave, stop } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { minuteMs } from '../world/people.ts';
import type { Person } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const hourMs = 60 * minuteMs;
const stale = 20;
const useful = 60;
const ordered = 10;

export const backlog: FaultRow = {
  number: 29,
  fault: 'workers come back to a day of backlog: some of it too old, some ordered meanwhile',
  run: ({ random }) =>
    withWorld({ workers: 2, leaveWorkers: true }, async (world) => {
      const tooOld = crowdOf(allLeft(stale));
      const waiting = crowdOf(allLeft(useful));
      const bought = crowdOf(Array.from({ length: ordered }, () => 'ordered' as const));
      const agoMs = (hours: number): number => -hours * hourMs;
      await leave(world, tooOld, agoMs(80));
      for (const person of [...waiting, ...bought])
        await leave(world, [person], agoMs(1 + random.next() * 23));
      await Promise.all(bought.map((person) => stop(world, person, 0)));
      const startedMs = monotonicMs();
      await Promise.all(world.workers.map((worker) => worker.start()));
      const { violations, stories, unknown } = await settle(world, [...tooOld, ...waiting, ...bought]);
      const mailed = (people: readonly Person[]): number =>
        stories.filter(
          ({ person, messages }) =>
            people.includes(person) && messages.some(({ status }) => status === 'accepted'),
        ).length;
      const unexplained = stories.filter(
        ({ person, messages, decisions }) =>
          tooOld.includes(person) &&
          !messages.some(({ status }) => status === 'skipped') &&
          decisions.length === 0,
      );
      return {
        violations: [
          ...violations,
          ...expectThat(mailed(tooOld) === 0, `${mailed(tooOld)} mails that were no use any more`),
          ...expectThat(mailed(bought) === 0, `${mailed(bought)} mails to people who had ordered`),
          ...expectThat(
            mailed(waiting) + unknown === useful,
            `${mailed(waiting)} of ${useful} mails that still were`,
          ),
          ...expectThat(unexplained.length === 0, `${unexplained.length} left out without a word`),
        ],
        seen: `${stale} too old: none mailed, each explained; ${ordered} ordered: none; ${useful} still useful: all mailed within ${((monotonicMs() - startedMs) / 1000).toFixed(0)} s`,
      };
    }),
};
