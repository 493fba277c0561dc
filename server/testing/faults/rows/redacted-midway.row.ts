import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import { findLeftoversIn } from '../../privacy/leftovers.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave, stop } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import type { Fate, Person } from '../world/people.ts';
import { withWorld } from './with-world.ts';

const rounds = 40;
const firstDueMs = 4000;
const everyMs = 600;
const lookEveryMs = 5;
const answerMs = 250;
const beforeMs = 300;
const patienceMs = 30_000;
/** What was on its way is come back for once a minute. */
const sweptMs = 180_000;

const redacted = (count: number): readonly Fate[] => Array.from({ length: count }, () => 'redacted');

/** What the ledger says of the person's mail at this moment. */
const statusOf = async ({ db }: FaultWorld, { address }: Person): Promise<string | undefined> => {
  const contact = await db.collection('contacts').findOne({ address }, { projection: { _id: 1 } });
  if (contact === null) return undefined;
  const row = await db
    .collection('messages')
    .findOne({ contact: contact._id }, { projection: { status: 1 } });
  return row === null ? undefined : String(row['status']);
};

/**
 * Waits for the moment in which the person's mail is on its way: from the row that says so to the provider's answer. What
 * is asked for then has to be answered between the two. Resolves to whether the moment was met.
 */
const awaitSending = async (world: FaultWorld, person: Person): Promise<boolean> => {
  const giveUpMs = monotonicMs() + patienceMs;
  while (monotonicMs() < giveUpMs) {
    const status = await statusOf(world, person);
    if (status === 'sending') return true;
    if (status === 'accepted') return false;
    await sleep(lookEveryMs);
  }
  return false;
};

const awaitWritten = (world: FaultWorld, person: Person): Promise<boolean> =>
  eventually(() => world.written.some(({ address }) => address === person.address), patienceMs).then(
    () => true,
    () => false,
  );

type Moment = 'early' | 'sending' | 'written';
const moments: readonly Moment[] = ['sending', 'written', 'early', 'written'];
const momentOf = (index: number): Moment => moments[index % moments.length] ?? 'early';

/** A little before the mail is due, once its row says that it is on its way, or once the request is written and not answered. */
const race = async (
  world: FaultWorld,
  person: Person,
  at: { readonly index: number; readonly early: number },
): Promise<Moment | undefined> => {
  const moment = momentOf(at.index);
  await sleep(Math.max(0, firstDueMs + at.index * everyMs - (moment === 'early' ? at.early : beforeMs)));
  const met = {
    early: () => Promise.resolve(true),
    sending: () => awaitSending(world, person),
    written: () => awaitWritten(world, person),
  };
  const isMet = await met[moment]();
  await stop(world, person, 0);
  return isMet ? moment : undefined;
};

const leftOf = async ({ db }: FaultWorld, crowd: readonly Person[]): Promise<readonly string[]> => {
  const look = () =>
    findLeftoversIn(
      db,
      crowd.map(({ address }) => address),
    );
  await eventually(async () => (await look()).length === 0, sweptMs).catch(() => undefined);
  return look();
};

export const redactedMidway: FaultRow = {
  number: 26,
  fault: 'people redacted in the moment in which their mail goes out',
  run: ({ random }) =>
    withWorld({ workers: 2 }, async (world) => {
      const crowd = crowdOf(redacted(rounds));
      // The provider takes its time, so that a mail is on its way long enough to be met there.
      world.provider.delay(answerMs);
      await Promise.all(crowd.map((one, index) => leave(world, [one], firstDueMs + index * everyMs)));
      const met = await Promise.all(
        crowd.map((one, index) => race(world, one, { index, early: random.next() * 300 })),
      );
      const { violations } = await settle(world, crowd, { tells: false });
      const left = await leftOf(world, crowd);
      const metAt = (moment: Moment): number => met.filter((one) => one === moment).length;
      const answered = crowd.filter(({ stoppedAtMs }) => stoppedAtMs !== undefined).length;
      const mailed = new Set(world.written.map(({ address }) => address)).size;
      return {
        violations: [
          ...violations,
          ...left.map((line) => `left of them: ${line}`),
          ...expectThat(answered === rounds, `only ${answered} of ${rounds} redactions were answered`),
          ...expectThat(metAt('sending') > 0, 'none was asked for between its row and its request'),
          ...expectThat(metAt('written') > 0, 'none was asked for between its request and the answer'),
          ...expectThat(mailed < rounds, 'every one of them was mailed: none was stopped'),
        ],
        seen: `${rounds} redactions, ${metAt('sending')} of them asked for between the mail's row and its request, ${metAt('written')} between its request and the provider's answer: ${mailed} were mailed, none after ours; no address is left in any collection`,
      };
    }),
};
