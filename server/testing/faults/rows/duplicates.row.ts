import { randomUUID } from 'node:crypto';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliverOnce } from '../world/deliver.ts';
import type { Answer, Delivery } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { checkoutDueIn } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const atOnce = 50;

const oneAfterTheOther = async (
  world: FaultWorld,
  deliveries: readonly Delivery[],
): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (const delivery of deliveries) answers.push(await deliverOnce(world.appUrl, delivery));
  return answers;
};

export const duplicates: FaultRow = {
  number: 10,
  fault: 'the same webhook again: one after the other, fifty at once, under the same id with another body',
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      const people = crowdOf(allLeft(4));
      const [inTurn, together, changed, stranger] = people;
      if (!inTurn || !together || !changed || !stranger) throw new Error('nobody came');
      const ids = people.map(() => randomUUID());
      const deliveryOf = (index: number) => ({
        ...checkoutDueIn(people[index] ?? inTurn, 1200),
        id: ids[index],
      });
      const answers = [
        ...(await oneAfterTheOther(world, [deliveryOf(0), deliveryOf(0), deliveryOf(0)])),
        ...(await Promise.all(
          Array.from({ length: atOnce }, () => deliverOnce(world.appUrl, deliveryOf(1))),
        )),
        ...(await oneAfterTheOther(world, [
          { ...deliveryOf(2), shop: changed.shop },
          { ...checkoutDueIn({ ...stranger, shop: changed.shop }, 1200), id: ids[2] },
        ])),
      ];
      people.slice(0, 3).forEach((person, index) => person.answered.push(ids[index] ?? ''));
      const { violations, stories } = await settle(world, people.slice(0, 3));
      const rows = await world.db.collection('inbox').countDocuments({ deliveryId: { $in: ids } });
      const mails = world.provider.mails().length;
      const enrollments = stories.map((story) => story.enrollments.length);
      return {
        violations: [
          ...violations,
          ...expectThat(
            answers.every(({ status }) => status === 200),
            'a duplicate was not answered 200',
          ),
          ...expectThat(rows === 3, `${rows} inbox rows for 3 ids`),
          ...expectThat(mails === 3, `${mails} mails for 3 checkouts`),
          ...expectThat(
            enrollments.every((count) => count === 1),
            `enrollments: ${enrollments.join(' ')}`,
          ),
        ],
        seen: `${answers.length} deliveries under 3 ids: ${rows} inbox rows, ${mails} mails`,
      };
    }),
};
