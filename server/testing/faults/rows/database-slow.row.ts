import { readFile } from 'node:fs/promises';
import { sleep } from '../../../lib/clock.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliverOnce } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { checkoutDueIn } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const eachWayMs = 1000;
const knocks = 400;
const largestMb = 450;

/** Resident memory as the kernel counts it. */
const residentMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
};

const largestOf = async ({ web, workers }: FaultWorld): Promise<number> =>
  Math.max(...(await Promise.all([web, ...workers].map((part) => residentMb(part.pid())))));

export const databaseSlow: FaultRow = {
  number: 8,
  fault: 'every command of the database takes two seconds more, while webhooks pour in',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const members = [world.web, ...world.workers];
      const before = crowdOf(allLeft(10));
      await leave(world, before, 1500);
      for (const { database } of members) database.delay(eachWayMs);
      const during = crowdOf(allLeft(knocks));
      const asked = during.map(async (person, index) => {
        await sleep(index * 20);
        const answer = await deliverOnce(world.appUrl, checkoutDueIn(person, 10_000));
        if (answer.status === 200) person.answered.push(answer.id);
        return answer;
      });
      let largest = 0;
      for (let look = 0; look < 12; look += 1) {
        await sleep(1000);
        largest = Math.max(largest, await largestOf(world));
      }
      const answers = await Promise.all(asked);
      for (const { database } of members) database.heal();
      // What was not taken comes again, and what was taken in vain too.
      await leave(
        world,
        during.filter(({ answered }) => answered.length === 0),
        2000,
      );
      const settled = await settle(world, [...before, ...during]);
      const taken = answers.filter(({ status }) => status === 200).length;
      const strange = answers.filter(({ status }) => ![200, 503, 0].includes(status)).length;
      return {
        violations: [
          ...settled.violations,
          ...expectThat(strange === 0, `${strange} answers that are neither 200 nor 503`),
          ...expectThat(largest < largestMb, `a process grew to ${Math.round(largest)} MB`),
        ],
        seen: `${knocks} webhooks in ${(knocks * 20) / 1000} s: ${taken} stored, the rest refused or late and sent again; largest process ${Math.round(largest)} MB; ${settled.unknown} unknown`,
      };
    }),
};
