import { sleep } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { allLeft, withWorld } from './with-world.ts';

const closedMs = 5000;

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

export const databaseLate: FaultRow = {
  number: 9,
  fault: 'database not there yet when web and worker start',
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      const parts = [world.web, ...world.workers];
      for (const part of parts) await part.stop();
      for (const { database } of parts) database.refuse();
      for (const part of parts) part.spawn();
      await sleep(closedMs);
      const died = parts.filter((part) => !part.isRunning()).map(({ name }) => name);
      const early = await statusOf(`${world.appUrl}/readyz`);
      for (const { database } of parts) database.heal();
      await Promise.all(parts.map((part) => part.start()));
      await eventually(async () => (await statusOf(`${world.appUrl}/readyz`)) === 200, 30_000);
      const people = crowdOf(allLeft(6));
      await leave(world, people, 800);
      const { violations } = await settle(world, people);
      return {
        violations: [
          ...violations,
          ...died.map((name) => `${name} ended while the database was away`),
          ...expectThat(early !== 200, 'ready without a database'),
        ],
        seen: `${closedMs / 1000} s without a database: both processes wait, not ready; ready and mailing once it is there`,
      };
    }),
};
