import { realNow } from '../../../lib/clock.ts';
import { eventually } from '../../eventually.ts';
import type { Story } from '../invariants/read-ledger.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { shopNames } from '../world/shops.ts';
import { allLeft, withWorld } from './with-world.ts';

const crowd = 8;
const repeats = 46;
const daysLate = 3;

const nowSeconds = (): number => Math.floor(realNow().getTime() / 1000);

/** What the provider says of one mail: late by days, with an id of its own each time it is repeated. */
const eventsOf = ({ person, messages }: Story, repeat: number): readonly object[] =>
  messages.map(({ _id, shop }) => ({
    event: 'delivered',
    timestamp: nowSeconds() - (nowSeconds() % 86_400) - daysLate * 86_400,
    email: person.address,
    message_id: _id,
    shop,
    sg_event_id: `${_id}-${repeat}`,
  }));

const stranger = (): object => ({
  event: 'bounce',
  type: 'bounce',
  timestamp: nowSeconds(),
  email: 'stranger@faults.example',
  message_id: 'nobody.knows',
  shop: shopNames[0],
});

const rowsOf = (world: FaultWorld, stories: readonly Story[]): Promise<number> =>
  world.db.collection('message_events').countDocuments({
    message: { $in: stories.flatMap(({ messages }) => messages.map(({ _id }) => _id)) },
    type: 'delivered',
  });

const repeatAll = async (world: FaultWorld, stories: readonly Story[]): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const events = stories.flatMap((story) => eventsOf(story, repeat));
    statuses.push(await world.tell([...(repeat % 2 === 0 ? events : events.toReversed()), stranger()]));
  }
  return statuses;
};

const open = (world: FaultWorld): Promise<number> =>
  world.db.collection('inbox').countDocuments({ topic: 'sendgrid:events', state: 'stored' });

export const providerEvents: FaultRow = {
  number: 17,
  fault: `provider events ${repeats} times over with new ids, ${daysLate} days late, about mails nobody knows, and forged`,
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      const people = crowdOf(allLeft(crowd));
      world.provider.fallIll('accept-then-hang');
      await leave(world, people, 500);
      const { stories } = await settle(world, people, { tells: false });
      world.provider.fallIll('well');
      const forged = await world.tell(
        stories.flatMap((story) => eventsOf(story, 0)),
        Buffer.from('forged').toString('base64'),
      );
      const beforeAll = await rowsOf(world, stories);
      const statuses = await repeatAll(world, stories);
      await eventually(async () => (await open(world)) === 0, 60_000).catch(() => undefined);
      const after = await settle(world, people, { tells: false });
      const accepted = after.stories.filter(({ messages }) =>
        messages.some(({ status }) => status === 'accepted'),
      );
      const kept = await rowsOf(world, stories);
      return {
        violations: [
          ...after.violations,
          ...expectThat(forged === 401, `a forged batch was answered ${forged}`),
          ...expectThat(beforeAll === 0, `${beforeAll} events of a forged batch were kept`),
          ...expectThat(
            statuses.every((status) => status === 200),
            `answers: ${[...new Set(statuses)].join(' ')}`,
          ),
          ...expectThat(accepted.length === crowd, `${accepted.length} of ${crowd} unknown mails settled`),
          ...expectThat(kept === crowd, `${kept} events kept of ${crowd}`),
        ],
        seen: `${crowd} unknown mails settled by events ${daysLate} days late; ${repeats * crowd} events, ${kept} kept; the forged batch answered ${forged}`,
      };
    }),
};
