import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliverOnce } from '../world/deliver.ts';
import type { Answer } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { checkoutDueIn } from '../world/people.ts';
import type { Person } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const notWritablePrimary = 10_107;
const interrupted = 11_602;
const writes = ['insert', 'update', 'findAndModify'];

interface Outage {
  readonly name: string;
  begin(world: FaultWorld): Promise<void>;
  end(world: FaultWorld): Promise<void>;
}

const membersOf = ({ web, workers }: FaultWorld) => [web, ...workers];

const failing = (name: string, errorCode: number): Outage => ({
  name,
  begin: ({ mongod }) => mongod.fail({ errorCode, failCommands: writes }),
  end: ({ mongod }) => mongod.recover(),
});

const outages: readonly Outage[] = [
  failing('not writable', notWritablePrimary),
  failing('interrupted by an election', interrupted),
  {
    name: 'a real step-down',
    begin: ({ mongod }) => mongod.stepDown(3),
    end: async () => undefined,
  },
  {
    name: 'silence',
    begin: async (world) => membersOf(world).forEach(({ database }) => database.blackhole()),
    end: async (world) => membersOf(world).forEach(({ database }) => database.heal()),
  },
];

const outageMs = 4000;
const patienceMs = 5500;

/** Webhooks keep coming, each tried once. */
const knock = async (world: FaultWorld, people: readonly Person[]): Promise<readonly Answer[]> => {
  const answers = people.map(async (person, index) => {
    await sleep(index * (outageMs / people.length));
    const answer = await deliverOnce(world.appUrl, checkoutDueIn(person, 3000));
    if (answer.status === 200) person.answered.push(answer.id);
    return answer;
  });
  return Promise.all(answers);
};

const suffer = async (world: FaultWorld, outage: Outage) => {
  const before = crowdOf(allLeft(8));
  const during = crowdOf(allLeft(12));
  await leave(world, before, 1500);
  await outage.begin(world);
  const answers = await knock(world, during);
  await outage.end(world);
  const healedMs = monotonicMs();
  // As the platform would: what was not taken comes again.
  await leave(world, during, 1500);
  const settled = await settle(world, [...before, ...during]);
  const strange = answers.filter(({ status }) => ![200, 503, 0].includes(status));
  const slowest = Math.max(...answers.map(({ tookMs }) => tookMs));
  return {
    violations: [
      ...settled.violations.map((one) => `${outage.name}: ${one}`),
      ...strange.map(({ status }) => `${outage.name}: answered ${status}`),
      ...expectThat(slowest < patienceMs, `${outage.name}: an answer took ${Math.round(slowest)} ms`),
    ],
    seen: `${outage.name}: ${answers.filter(({ status }) => status === 503).length} × 503, ${
      answers.filter(({ status }) => status === 0).length
    } without answer in 5 s, all settled ${((monotonicMs() - healedMs) / 1000).toFixed(0)} s later, ${settled.unknown} unknown`,
  };
};

export const databaseDown: FaultRow = {
  number: 6,
  fault: 'database without a primary: failing commands, a step-down, silence',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const all: Awaited<ReturnType<typeof suffer>>[] = [];
      for (const outage of outages) all.push(await suffer(world, outage));
      return {
        violations: all.flatMap(({ violations }) => violations),
        seen: all.map(({ seen }) => seen).join('; '),
      };
    }),
};
