import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliverOnce } from '../world/deliver.ts';
import type { Answer, Delivery } from '../world/deliver.ts';
import { eventually } from '../../eventually.ts';
import { shopNames } from '../world/shops.ts';
import { allLeft, withWorld } from './with-world.ts';

const crowd = 60;
const [shop] = shopNames;

interface Poison extends Pick<Delivery, 'payload'> {
  readonly name: string;
  readonly topic?: string | undefined;
  /** What it is answered. */
  readonly status: number;
  /** What becomes of its inbox row. */
  readonly state?: string | undefined;
}

const poisons: readonly Poison[] = [
  { name: 'no JSON', payload: '{"token": ', status: 200, state: 'quarantined' },
  { name: 'not UTF-8', payload: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), status: 200, state: 'quarantined' },
  {
    name: 'ten thousand deep',
    payload: '['.repeat(10_000) + ']'.repeat(10_000),
    status: 200,
    state: 'quarantined',
  },
  { name: 'fields missing', payload: { token: 7, line_items: 'none' }, status: 200, state: 'quarantined' },
  { name: 'nothing', payload: '', status: 200, state: 'quarantined' },
  { name: 'an order without an id', payload: {}, topic: 'orders/create', status: 200, state: 'quarantined' },
  { name: 'ten megabytes', payload: `"${'x'.repeat(10_000_000)}"`, status: 413 },
];

/** A refusal is an answer; silence on a busy machine is none. */
const untilAnswered = async (appUrl: string, delivery: Delivery): Promise<Answer> => {
  let answer = await deliverOnce(appUrl, delivery);
  for (let again = 0; answer.status === 0 && again < 10; again += 1)
    answer = await deliverOnce(appUrl, delivery);
  return answer;
};

export const poisonWebhooks: FaultRow = {
  number: 18,
  fault: 'poison webhooks among good ones: no JSON, not UTF-8, nested, empty, without fields, 10 MB',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const people = crowdOf(allLeft(crowd));
      const sent = poisons.map(({ topic = 'checkouts/create', payload }) => ({
        shop,
        topic,
        payload,
        id: randomUUID(),
      }));
      const [answers] = await Promise.all([
        Promise.all(sent.map((delivery) => untilAnswered(world.appUrl, delivery))),
        leave(world, people, 1200),
      ]);
      const settled = await settle(world, people);
      const inbox = world.db.collection('inbox');
      await eventually(async () => (await inbox.countDocuments({ state: 'stored' })) === 0, 20_000).catch(
        () => undefined,
      );
      const rows = await inbox.find({ deliveryId: { $in: sent.map(({ id }) => id) } }).toArray();
      const stateOf = (id: string): unknown => rows.find((row) => row['deliveryId'] === id)?.['state'];
      const wrong = poisons.flatMap(({ name, status, state }, index) => {
        const id = sent[index]?.id ?? '';
        const answered = answers[index]?.status;
        return [
          ...expectThat(answered === status, `${name}: answered ${answered ?? 0}`),
          ...expectThat(stateOf(id) === state, `${name}: the row is ${String(stateOf(id))}`),
        ];
      });
      const mailed = settled.stories.filter(({ messages }) =>
        messages.some(({ status }) => status === 'accepted'),
      );
      return {
        violations: [
          ...settled.violations,
          ...wrong,
          ...expectThat(
            mailed.length + settled.unknown === crowd,
            `${mailed.length} of ${crowd} neighbours were mailed`,
          ),
        ],
        seen: `${poisons.length} poisons among ${crowd} checkouts: 413 or quarantined and shown, ${mailed.length} neighbours mailed`,
      };
    }),
};
