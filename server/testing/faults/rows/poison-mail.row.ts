import { eventually } from '../../eventually.ts';
import { readStories } from '../invariants/read-ledger.ts';
import type { Point, Trap, TrapOrder } from '../points/trap.ts';
import type { Passing } from '../proxies/wire-tap.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import type { Person } from '../world/people.ts';
import { allLeft, withWorld } from './with-world.ts';

const neighbours = 20;
/** Time enough to hear of them and to set the trap. */
const dueInMs = 8000;

/** Whether a command is about this enrollment: as a row to send, or as the one that is tried alone. */
const concerns =
  (id: string) =>
  ({ command }: Passing): boolean =>
    command?.parts.some((part) => part['enrollment'] === id || JSON.stringify(part).includes(id)) ?? false;

/**
 * Whatever process is at this enrollment dies at the first point, then whatever is at it at the next, and so on. Each trap is
 * set by the death before it: another worker may be at it sooner than the dead one is started again. Resolves to the
 * points that somebody died at.
 */
const dieAt = async (world: FaultWorld, points: readonly Point[], id: string): Promise<readonly string[]> => {
  const traps: Trap[] = [];
  const arm = (index: number): void => {
    const point = points[index];
    if (point === undefined) return;
    const order: TrapOrder = { ...point, only: concerns(id) };
    traps[index] = world.traps.set(order, ({ part }) => {
      world.member(part)?.kill();
      arm(index + 1);
      return 'swallow';
    });
  };
  arm(0);
  const died: string[] = [];
  while (died.length < points.length) {
    const caught = await traps[died.length]?.caught(60_000);
    if (caught === undefined) break;
    died.push(caught.point);
    await world.member(caught.part)?.start();
  }
  return died;
};

const enrollmentOf = async (world: FaultWorld, person: Person): Promise<string> => {
  let found: string | undefined;
  await eventually(async () => {
    const [story] = await readStories(world, [person]);
    found = story?.enrollments[0]?._id;
    return found !== undefined;
  });
  return found ?? '';
};

/** Before its row: nothing tells that it was begun but the lease that was never given back. */
const deaths: readonly Point[] = [
  { operation: 'ROWS', moment: 'before' },
  { operation: 'ROWS', moment: 'before' },
  { operation: 'TRYING', moment: 'before' },
  { operation: 'TRYING', moment: 'after' },
];

const crashBeforeRow = async (world: FaultWorld) => {
  const [poison, ...others] = crowdOf(allLeft(neighbours + 1));
  if (poison === undefined) throw new Error('nobody came');
  await leave(world, [poison, ...others], dueInMs);
  const id = await enrollmentOf(world, poison);
  const died = await dieAt(world, deaths, id);
  const { violations, stories, unknown } = await settle(world, others);
  const quarantined = async (): Promise<boolean> =>
    (await readStories(world, [poison]))[0]?.enrollments[0]?.state === 'quarantined';
  await eventually(quarantined, 20_000).catch(() => undefined);
  const [story] = await readStories(world, [poison]);
  const mailed = stories.filter(({ messages }) => messages.some(({ status }) => status === 'accepted'));
  return {
    violations: [
      ...violations,
      ...expectThat(died.length === deaths.length, `died only at ${died.join(', ')}`),
      ...expectThat(
        await quarantined(),
        `it is ${story?.enrollments[0]?.state ?? 'nowhere'} after ${died.length} deaths`,
      ),
      ...expectThat(
        story?.decisions.some(({ kind }) => kind === 'quarantined') ?? false,
        'nothing shows that it is quarantined',
      ),
      ...expectThat(
        mailed.length + unknown === neighbours,
        `${mailed.length} of ${neighbours} neighbours mailed, ${unknown} unknown`,
      ),
    ],
    seen: `before its row: quarantined after ${died.length} deaths and shown, ${mailed.length} of ${neighbours} neighbours mailed, ${unknown} unknown`,
  };
};

/** While it is rendered: its row is `sending` already, and nobody sends on that. */
const crashAfterRow = async (world: FaultWorld) => {
  const [poison, ...others] = crowdOf(allLeft(neighbours + 1));
  if (poison === undefined) throw new Error('nobody came');
  await leave(world, [poison, ...others], dueInMs);
  const contact = await contactOf(world, poison);
  const died = await dieAt(world, [{ operation: 'CAP', moment: 'after' }], contact);
  const { violations, unknown, stories } = await settle(world, [poison, ...others]);
  const own = stories[0]?.messages[0]?.status;
  return {
    violations: [
      ...violations,
      ...expectThat(died.length === 1, 'it was never rendered'),
      ...expectThat(own === 'unknown', `its row is ${own ?? 'nowhere'}`),
    ],
    seen: `while rendered: one death, its row and ${unknown - 1} others of its sub-group unknown, never sent again`,
  };
};

const contactOf = async (world: FaultWorld, person: Person): Promise<string> => {
  const id = await enrollmentOf(world, person);
  const row = await world.db.collection<{ _id: string; contact: string }>('enrollments').findOne({ _id: id });
  return row?.contact ?? '';
};

export const poisonMail: FaultRow = {
  number: 19,
  fault: 'a mail that takes its process down every time',
  run: () =>
    withWorld({ workers: 2 }, async (world) => {
      const before = await crashBeforeRow(world);
      const after = await crashAfterRow(world);
      return {
        violations: [...before.violations, ...after.violations],
        seen: `${before.seen}; ${after.seen}`,
      };
    }),
};
