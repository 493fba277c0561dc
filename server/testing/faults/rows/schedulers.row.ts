import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { schedules } from '../../../../jobs/schedules.ts';
import { allLeft, withWorld } from './with-world.ts';

const workers = 8;
const crowd = 40;

export const schedulers: FaultRow = {
  number: 24,
  fault: 'eight workers start at the same moment on an empty database',
  run: () =>
    withWorld({ workers, leaveWorkers: true }, async (world) => {
      for (const worker of world.workers) worker.spawn();
      const people = crowdOf(allLeft(crowd));
      await leave(world, people, 4000);
      await Promise.all(world.workers.map((worker) => worker.start()));
      const { violations } = await settle(world, people);
      const shared = schedules.filter(({ scope }) => scope === 'once').map(({ job }): string => job);
      const jobs = await world.db
        .collection('agendaJobs')
        .find({ name: { $in: shared } })
        .toArray();
      const twice = shared.filter((name) => jobs.filter((job) => job['name'] === name).length !== 1);
      return {
        violations: [
          ...violations,
          ...twice.map((name) => `${name} is not exactly one job`),
          ...expectThat(
            world.written.length === crowd,
            `${world.written.length} requests for ${crowd} mails`,
          ),
        ],
        seen: `${workers} schedulers: ${jobs.length} shared jobs, one each; ${crowd} mails, ${world.written.length} requests`,
      };
    }),
};
