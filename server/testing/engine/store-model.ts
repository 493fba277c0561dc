import * as fc from 'fast-check';
import type { StoreRows } from '../../engine/compose-engine-store.ts';
import { composeEngineStore } from '../../engine/compose-engine-store.ts';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { turnOf } from '../../engine/turn-id.ts';
import type { TurnId } from '../../lib/brand.ts';
import { asContactId } from '../../lib/brand.ts';
import { anEntry, minutesAfter, moveTo, noon } from './enrollments.ts';

const people = [0, 1, 2, 3].map((n) => asContactId(`contact-${n}`));
const entries = people.flatMap((contact) => ['a', 'b'].map((about) => anEntry({ contact, about })));
const ids = entries.map(enrollmentIdOf);
const turns = [...new Set(entries.map(({ shop, contact }) => turnOf(shop, contact)))];

/** What may happen to a store, in any order. `who` is one of the entries. */
const storeCommand = fc.oneof(
  fc.record({
    kind: fc.constant('enroll'),
    who: fc.nat(ids.length - 1),
    minutes: fc.integer({ min: -10, max: 60 }),
  }),
  fc.record({ kind: fc.constant('exit'), who: fc.nat(ids.length - 1), minutes: fc.constant(0) }),
  fc.record({
    kind: fc.constant('re-anchor'),
    who: fc.nat(ids.length - 1),
    minutes: fc.integer({ min: -10, max: 60 }),
  }),
  fc.record({ kind: fc.constant('wake'), who: fc.nat(ids.length - 1), minutes: fc.constant(0) }),
  fc.record({ kind: fc.constant('lease'), who: fc.nat(2), minutes: fc.constant(0) }),
  fc.record({
    kind: fc.constant('move'),
    who: fc.nat(ids.length - 1),
    minutes: fc.integer({ min: 0, max: 90 }),
  }),
  fc.record({
    kind: fc.constant('stale move'),
    who: fc.nat(ids.length - 1),
    minutes: fc.integer({ min: 0, max: 90 }),
  }),
  fc.record({ kind: fc.constant('give back'), who: fc.nat(2), minutes: fc.constant(0) }),
  fc.record({ kind: fc.constant('sweep'), who: fc.constant(0), minutes: fc.constant(0) }),
);

export const storeCommands = fc.array(storeCommand, { minLength: 1, maxLength: 40 });

export type StoreCommand = typeof storeCommand extends fc.Arbitrary<infer Command> ? Command : never;

const seenFirst = new WeakMap<StoreRows, Map<string, Enrollment>>();

/** Carries a command out the way its caller would: reading, then writing by what was read. */
export const runCommand = async (rows: StoreRows, { kind, who, minutes }: StoreCommand): Promise<void> => {
  const store = composeEngineStore(rows);
  const [id, entry] = [ids[who], entries[who]];
  if (id === undefined || entry === undefined) return;
  const [found] = await store.findMany([id]);
  const dueAt = minutesAfter(noon, minutes);
  const first = seenFirst.get(rows) ?? new Map<string, Enrollment>();
  seenFirst.set(rows, first);
  if (found !== undefined && !first.has(id)) first.set(id, found);
  const stale = first.get(id);
  // A move is its holder's: it never makes anybody due earlier than they were.
  const later = new Date(Math.max(dueAt.getTime(), found?.dueAt?.getTime() ?? 0));
  if (kind === 'enroll') await store.enroll({ ...entry, dueAt });
  if (kind === 'exit') await store.exit(id, 'settled');
  if (kind === 're-anchor' && found !== undefined)
    await store.reanchor(id, found.rev, { anchorAt: dueAt, plannedAt: dueAt, dueAt, variables: { minutes } });
  if (kind === 'wake') await store.wake(id, found?.step ?? 'mail', noon);
  if (kind === 'lease') await store.lease({ now: noon, share: 2, token: `holder-${who}` });
  if (kind === 'move' && found !== undefined) await store.move([moveTo(found, later)]);
  if (kind === 'stale move' && stale !== undefined) await store.move([moveTo(stale, later)]);
  if (kind === 'give back') await store.giveBack(turns, `holder-${who}`);
  if (kind === 'sweep') await store.sweep();
};

/** Turns that somebody is due in although nobody will look. */
export const sleepingTurns = async ({
  turns: turnRows,
  enrollments,
}: StoreRows): Promise<readonly TurnId[]> => {
  const next = await enrollments.nextDue(turns);
  const page = await turnRows.page(undefined, 100);
  const dueAts = new Map(page.map(({ id, dueAt }) => [id, dueAt]));
  return turns.filter((turn) => {
    const due = next.get(turn);
    const turnDue = dueAts.get(turn);
    return due !== undefined && (turnDue === undefined || turnDue.getTime() > due.getTime());
  });
};

/** Enrollments that went back: `rev` fell, or a closed one opened again. */
export const wentBack = (
  before: readonly Enrollment[],
  after: readonly Enrollment[],
): readonly Enrollment[] => {
  const known = new Map(after.map((row) => [row.id, row]));
  return before.filter((old) => {
    const now = known.get(old.id);
    return now === undefined || now.rev < old.rev || (old.state !== 'waiting' && now.state !== old.state);
  });
};

export const everybody = (rows: StoreRows): Promise<readonly Enrollment[]> => rows.enrollments.findMany(ids);
