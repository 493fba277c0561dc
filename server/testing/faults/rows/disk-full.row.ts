import { existsSync, openSync } from 'node:fs';
import { sleep } from '../../../lib/clock.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliverOnce } from '../world/deliver.ts';
import { checkoutDueIn } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const outOfDiskSpace = 14_031;
const crowd = 12;

/** Writes fail as on a full disk, for everybody. */
const fullDatabase = () =>
  withWorld({ workers: 1 }, async (world) => {
    const before = crowdOf(allLeft(crowd));
    const during = crowdOf(allLeft(crowd));
    await leave(world, before, 1500);
    await world.mongod.fail({
      errorCode: outOfDiskSpace,
      failCommands: ['insert', 'update', 'findAndModify'],
    });
    const answers = await Promise.all(
      during.map((person) => deliverOnce(world.appUrl, checkoutDueIn(person, 2000))),
    );
    await sleep(2500);
    await world.mongod.recover();
    await leave(world, during, 800);
    const { violations } = await settle(world, [...before, ...during]);
    const refused = answers.filter(({ status }) => status === 503).length;
    return {
      violations: [
        ...violations,
        ...expectThat(
          refused === crowd,
          `${refused} of ${crowd} were answered 503 while nothing could be stored`,
        ),
      ],
      seen: `database full: ${refused} of ${crowd} webhooks answered 503, all settled once there was room`,
    };
  });

/** Every line of the log fails with ENOSPC. */
const fullLog = () => {
  const full = openSync('/dev/full', 'w');
  return withWorld(
    { workers: 1, env: { LOG_LEVEL: 'trace' }, stdioOf: () => ['ignore', full, full] },
    async (world) => {
      const people = crowdOf(allLeft(crowd));
      await leave(world, people, 1000);
      const { violations } = await settle(world, people);
      const died = world.workers.filter((worker) => !worker.isRunning()).length;
      return {
        violations: [...violations, ...expectThat(died === 0, 'a worker whose log is full died')],
        seen: `log full: the worker lives and mailed ${world.written.length}`,
      };
    },
  );
};

export const diskFull: FaultRow = {
  number: 22,
  fault: 'disk full: under the database, and under the log',
  run: async () => {
    if (!existsSync('/dev/full')) return { violations: [], seen: '', notProduced: 'no /dev/full' };
    const database = await fullDatabase();
    const log = await fullLog();
    return {
      violations: [...database.violations, ...log.violations],
      seen: `${database.seen}; ${log.seen}`,
    };
  },
};
