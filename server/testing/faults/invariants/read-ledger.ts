import { z } from 'zod';
import { abandonedCheckout } from '../../end-to-end/payloads.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import type { Person } from '../world/people.ts';

const enrollmentSchema = z.object({
  _id: z.string(),
  shop: z.string(),
  about: z.string(),
  state: z.string(),
  step: z.string(),
  dueAt: z.date().optional(),
  exitReason: z.string().optional(),
});
const messageSchema = z.object({
  _id: z.string(),
  shop: z.string(),
  enrollment: z.string(),
  step: z.string(),
  status: z.string(),
  reason: z.string().optional(),
});
const deliverySchema = z.object({ deliveryId: z.string(), state: z.string() });
const decisionSchema = z.object({
  about: z.string(),
  kind: z.string(),
  step: z.string(),
  reason: z.string(),
});

export type StoredEnrollment = z.infer<typeof enrollmentSchema>;
export type StoredMessage = z.infer<typeof messageSchema>;

/** What the product's database holds of one person of a trial. */
export interface Story {
  readonly person: Person;
  readonly enrollments: readonly StoredEnrollment[];
  readonly messages: readonly StoredMessage[];
  readonly deliveries: readonly z.infer<typeof deliverySchema>[];
  readonly decisions: readonly z.infer<typeof decisionSchema>[];
}

const tokenSchema = z.object({ token: z.string() });
const epoch = new Date(0);

/** The checkout's token is made from the address. */
const aboutOf = ({ address }: Person): string => tokenSchema.parse(abandonedCheckout(address, epoch)).token;

/** Read from outside, in four looks whatever the number of people. */
export const readStories = async (
  { db }: Pick<FaultWorld, 'db'>,
  people: readonly Person[],
): Promise<readonly Story[]> => {
  const abouts = people.map(aboutOf);
  const ids = people.flatMap(({ answered }) => answered);
  const about = { $in: abouts };
  const [enrollments, deliveries, decisions] = await Promise.all([
    db.collection('enrollments').find({ about }).toArray(),
    db
      .collection('inbox')
      .find({ deliveryId: { $in: ids } })
      .toArray(),
    db.collection('decisions').find({ about }).toArray(),
  ]);
  const entered = z.array(enrollmentSchema).parse(enrollments);
  const own = { enrollment: { $in: entered.map(({ _id }) => _id) } };
  const messages = z.array(messageSchema).parse(await db.collection('messages').find(own).toArray());
  const stored = z.array(deliverySchema).parse(deliveries);
  const decided = z.array(decisionSchema).parse(decisions);
  // The proxies run in this process: a look that took long would hold up the database of everybody.
  const enteredOf = Map.groupBy(entered, (one) => one.about);
  const messagesOf = Map.groupBy(messages, ({ enrollment }) => enrollment);
  const storedAs = new Map(stored.map((one) => [one.deliveryId, one]));
  const decidedOf = Map.groupBy(decided, (one) => one.about);
  return people.map((person, index) => {
    const mine = enteredOf.get(abouts[index] ?? '') ?? [];
    return {
      person,
      enrollments: mine,
      messages: mine.flatMap(({ _id }) => messagesOf.get(_id) ?? []),
      deliveries: [...new Set(person.answered)].flatMap((id) => storedAs.get(id) ?? []),
      decisions: decidedOf.get(abouts[index] ?? '') ?? [],
    };
  });
};
