import { sleep } from '../../../lib/clock.ts';
import { deliver } from '../world/deliver.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { checkoutDueIn, stopOf } from '../world/people.ts';
import type { Fate, Person } from '../world/people.ts';
import { shopNames } from '../world/shops.ts';

let crowds = 0;

/** People nobody has heard of before, of both shops in turn. */
export const crowdOf = (fates: readonly Fate[]): readonly Person[] => {
  crowds += 1;
  return fates.map((fate, index) => ({
    address: `${fate}-${crowds}-${index}@faults.example`,
    shop: shopNames[index % 2] ?? shopNames[0],
    fate,
    answered: [],
    stoppedAtMs: undefined,
  }));
};

/** Their checkouts are told of, all at once, until each is answered 200. */
export const leave = async (
  { appUrl }: Pick<FaultWorld, 'appUrl'>,
  people: readonly Person[],
  dueInMs: number,
): Promise<void> => {
  await Promise.all(
    people.map(async (person) => {
      const { id, status } = await deliver(appUrl, checkoutDueIn(person, dueInMs));
      if (status === 200) person.answered.push(id);
    }),
  );
};

/** What they do then; the moment of the answer is what every later mail is measured by. */
export const stop = async (
  { appUrl }: Pick<FaultWorld, 'appUrl'>,
  person: Person,
  afterMs: number,
): Promise<void> => {
  const delivery = stopOf(person);
  if (delivery === undefined) return;
  await sleep(afterMs);
  const { id, status, atMs } = await deliver(appUrl, delivery);
  if (status !== 200) return;
  person.answered.push(id);
  person.stoppedAtMs = atMs;
};
