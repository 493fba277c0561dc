import { z } from 'zod';
import type { FaultWorld } from '../world/fault-world.ts';
import { unrestOf } from './at-rest.ts';
import type { Story } from './read-ledger.ts';

/** The request and the answer are seen by one process, but not in the same instant. */
const seenTogetherMs = 60;

type Oracle = Pick<FaultWorld, 'written' | 'provider'>;

const writtenTo = ({ written }: Oracle, story: Story) =>
  written.filter(({ address }) => address === story.person.address);

const acceptedTo = (oracle: Oracle, story: Story): number =>
  oracle.provider.mails().filter(({ personalizations: [{ to }] }) => to[0]?.email === story.person.address)
    .length;

/** I1: what was answered 200 is in the inbox, and applied. */
const lost = ({ person, deliveries }: Story): readonly string[] => {
  const applied = new Set(deliveries.filter(({ state }) => state === 'applied').map((one) => one.deliveryId));
  return person.answered.filter((id) => !applied.has(id)).map((id) => `I1 ${id} was answered, not applied`);
};

/** I2: nobody is mailed twice, by the provider's count. */
const doubled = (oracle: Oracle, story: Story): readonly string[] => {
  const taken = acceptedTo(oracle, story);
  const again = story.messages.filter(({ _id }) => (oracle.provider.acceptances().get(_id) ?? 0) > 1);
  return [
    ...(taken > 1 ? [`I2 ${story.person.address} was mailed ${taken} times`] : []),
    ...again.map(({ _id }) => `I2 message ${_id} was taken more than once`),
  ];
};

/** I3: each due enrollment ends in an outcome, and the outcome is the provider's. */
const astray = (oracle: Oracle, story: Story): readonly string[] => {
  const unrest = unrestOf(story);
  const untrue = story.messages.filter(({ _id, status }) => {
    const taken = (oracle.provider.acceptances().get(_id) ?? 0) > 0;
    return taken ? !['accepted', 'unknown'].includes(status) : status === 'accepted';
  });
  const unexplained = story.messages.filter(
    ({ status, reason }) => ['skipped', 'failed', 'unknown'].includes(status) && (reason ?? '') === '',
  );
  const dropped = story.messages.filter(({ enrollment, status }) => {
    const state = story.enrollments.find(({ _id }) => _id === enrollment)?.state;
    return status === 'cancelled' && state !== 'exited';
  });
  return [
    ...dropped.map(({ _id, reason }) => `I3 message ${_id} is cancelled (${reason ?? ''}), and nobody left`),
    ...(unrest === undefined ? [] : [`I3 ${story.person.address}: ${unrest}`]),
    ...untrue.map(({ _id, status }) => `I3 message ${_id} is ${status}, the provider knows better`),
    ...unexplained.map(({ _id, status }) => `I3 message ${_id} is ${status} without a reason`),
  ];
};

/** I4: no request after the answer that forbids it. */
const tooLate = (oracle: Oracle, story: Story): readonly string[] => {
  const { stoppedAtMs, address, fate } = story.person;
  if (stoppedAtMs === undefined) return [];
  return writtenTo(oracle, story)
    .filter(({ atMs }) => atMs > stoppedAtMs + seenTogetherMs)
    .map(
      ({ atMs }) =>
        `I4 ${address} (${fate}) was mailed ${Math.round(atMs - stoppedAtMs)} ms after the answer`,
    );
};

/** I5: a shop's people are that shop's only. */
const strayed = (oracle: Oracle, story: Story): readonly string[] => {
  const { shop, address } = story.person;
  const isOther = [...story.enrollments, ...story.messages, ...writtenTo(oracle, story)].some(
    (one) => one.shop !== shop,
  );
  return isOther ? [`I5 ${address} of ${shop} shows up in another shop`] : [];
};

/** What is broken in these people's stories; empty when all five hold. */
export const violationsIn = (oracle: Oracle, stories: readonly Story[]): readonly string[] =>
  stories.flatMap((story) => [
    ...lost(story),
    ...doubled(oracle, story),
    ...astray(oracle, story),
    ...tooLate(oracle, story),
    ...strayed(oracle, story),
  ]);

const wakeSchema = z.array(
  z.object({
    _id: z.string(),
    dueAt: z.date(),
    turn: z.array(z.object({ dueAt: z.date().optional(), leaseToken: z.string().optional() })),
  }),
);

/** WAKE: nobody is due with no worker about to look. */
const sleepers = async ({ db }: Pick<FaultWorld, 'db'>): Promise<readonly string[]> => {
  const rows = await db
    .collection('enrollments')
    .aggregate([
      { $match: { dueAt: { $gt: new Date(0) } } },
      { $group: { _id: '$turn', dueAt: { $min: '$dueAt' } } },
      { $lookup: { from: 'turns', localField: '_id', foreignField: '_id', as: 'turn' } },
    ])
    .toArray();
  return wakeSchema
    .parse(rows)
    .filter(({ dueAt, turn: [turn] }) => {
      const isAwake = turn?.leaseToken !== undefined;
      return !isAwake && (turn?.dueAt === undefined || turn.dueAt > dueAt);
    })
    .map(({ _id }) => `WAKE nobody will look at turn ${_id} in time`);
};

/** STUCK: at rest no row is open while its enrollment is closed or past it. */
const stuck = async ({ db }: Pick<FaultWorld, 'db'>): Promise<readonly string[]> => {
  const rows = await db
    .collection('messages')
    .aggregate([
      { $match: { status: { $in: ['sending', 'scheduled'] } } },
      { $lookup: { from: 'enrollments', localField: 'enrollment', foreignField: '_id', as: 'of' } },
      {
        $match: {
          $expr: {
            $or: [{ $ne: [{ $first: '$of.state' }, 'waiting'] }, { $ne: [{ $first: '$of.step' }, '$step'] }],
          },
        },
      },
    ])
    .toArray();
  return rows.map(({ _id, status }) => `STUCK message ${String(_id)} is ${String(status)} for ever`);
};

/** What is wrong anywhere once everything has come to rest. */
export const violationsAtRest = async (world: Pick<FaultWorld, 'db'>): Promise<readonly string[]> => [
  ...(await sleepers(world)),
  ...(await stuck(world)),
];
