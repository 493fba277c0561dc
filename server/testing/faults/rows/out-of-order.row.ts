import type { Random } from '../../../app/standalone/demo-store/history/random.ts';
import { realNow } from '../../../lib/clock.ts';
import { abandonedCheckout } from '../../end-to-end/payloads.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { deliver } from '../world/deliver.ts';
import type { Delivery } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { minuteMs, orderOf } from '../world/people.ts';
import type { Person } from '../world/people.ts';
import { withWorld } from './with-world.ts';

const peopleOfEach = 12;
const versions = 5;
/** The newest of five is due in two seconds; the older ones would have been due already. */
const newestAgoMs = 30 * minuteMs - 2500;

const shuffled = <Value>(values: readonly Value[], random: Random): readonly Value[] =>
  values
    .map((value) => ({ value, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value);

const historyOf = (person: Person): readonly Delivery[] => {
  const nowMs = realNow().getTime();
  const createdAt = new Date(nowMs - newestAgoMs - versions * minuteMs);
  const checkouts = Array.from({ length: versions }, (_, age): Delivery => {
    const at = new Date(nowMs - newestAgoMs - age * minuteMs);
    const payload = { ...abandonedCheckout(person.address, at), created_at: createdAt.toISOString() };
    return { shop: person.shop, topic: 'checkouts/update', payload, triggeredAt: at };
  });
  return person.fate === 'ordered' ? [...checkouts, orderOf(person), orderOf(person)] : checkouts;
};

const tell = async (world: FaultWorld, person: Person, random: Random): Promise<void> => {
  const history = historyOf(person);
  // Some of it twice, under ids of their own.
  for (const delivery of shuffled([...history, ...history.slice(0, 3)], random)) {
    const { id, status } = await deliver(world.appUrl, delivery);
    if (status === 200) person.answered.push(id);
  }
};

const checkoutsOf = async ({ db }: FaultWorld, people: readonly Person[]): Promise<ReadonlySet<string>> => {
  const addresses = people.map(({ address }) => address);
  const rows = await db
    .collection('checkouts')
    .find({ 'details.address': { $in: addresses } })
    .toArray();
  return new Set(rows.map((row) => Object.keys(row).toSorted().join(' ')));
};

export const outOfOrder: FaultRow = {
  number: 11,
  fault: 'deliveries out of order and repeated: orders before checkouts, older updates after newer ones',
  run: ({ random }) =>
    withWorld({ workers: 2 }, async (world) => {
      const left = crowdOf(Array.from({ length: peopleOfEach }, () => 'left' as const));
      const ordered = crowdOf(Array.from({ length: peopleOfEach }, () => 'ordered' as const));
      await Promise.all([...left, ...ordered].map((person) => tell(world, person, random)));
      const settled = await settle(world, [...left, ...ordered]);
      const mailsTo = (people: readonly Person[]): number => {
        const addresses = new Set(people.map(({ address }) => address));
        return world.written.filter(({ address }) => addresses.has(address)).length;
      };
      const waiting = settled.stories.filter(
        ({ person, enrollments }) =>
          person.fate === 'ordered' && enrollments.some(({ state }) => state === 'waiting'),
      );
      const shapes = await checkoutsOf(world, [...left, ...ordered]);
      return {
        violations: [
          ...settled.violations,
          ...expectThat(mailsTo(left) === peopleOfEach, `${mailsTo(left)} mails to ${peopleOfEach} who left`),
          ...expectThat(waiting.length === 0, `${waiting.length} who ordered still wait`),
          ...expectThat(shapes.size <= 1, `checkouts ended in ${shapes.size} shapes`),
        ],
        seen: `${2 * peopleOfEach} histories of ${versions} to ${versions + 2} deliveries, each in another order: one mail each to those who left, ${mailsTo(ordered)} before an order was heard`,
      };
    }),
};
