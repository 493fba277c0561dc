import type { EngineStore, NewEnrollment } from '../engine/engine-store.ts';
import type { DecisionLog, DecisionRecord } from '../engine/decision.ts';
import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import { freshEnrollment } from '../engine/fresh-enrollment.ts';
import type { ContactId, EnrollmentId, ShopId, TurnId } from '../lib/brand.ts';
import { coalesce } from '../lib/coalesce.ts';
import type { ReactorDeps } from './reactor-deps.ts';

type Store = ReactorDeps['store'];
type BatchingStore = Store & Pick<EngineStore, 'enrollMany'>;

const firstOfEach = (entries: readonly NewEnrollment[]): ReadonlyMap<EnrollmentId, NewEnrollment> =>
  new Map(entries.toReversed().map((entry) => [enrollmentIdOf(entry), entry]));

/** E1 and E2 for all of them: one bulk of upserts, one LOWER a turn, and a read for those that were there already. */
const coalesceEnroll = (store: BatchingStore): Store['enroll'] => {
  const together = coalesce(async (_lane: 'all', entries: readonly NewEnrollment[]) => {
    const first = firstOfEach(entries);
    const inserted = await store.enrollMany([...first.values()]);
    const others = [...first.keys()].filter((id) => !inserted.has(id));
    const held = new Map(
      (others.length === 0 ? [] : await store.findMany(others)).map((one) => [one.id, one]),
    );
    // Whoever inserted it may have died before lowering the turn to a due time that is earlier than ours.
    const open = [...held.values()].flatMap(({ turn, dueAt }) =>
      dueAt === undefined ? [] : [{ turn, dueAt }],
    );
    await Promise.all(open.map(({ turn, dueAt }) => store.lower(turn, dueAt)));
    return (entry: NewEnrollment) => {
      const id = enrollmentIdOf(entry);
      const isFirst = first.get(id) === entry;
      const fresh = freshEnrollment(first.get(id) ?? entry);
      return { inserted: isFirst && inserted.has(id), enrollment: held.get(id) ?? fresh };
    };
  });
  return (entry) => together('all', entry);
};

export const coalesceStore = (store: BatchingStore): Store => {
  const findMany = coalesce(async (_lane: 'all', asked: readonly (readonly EnrollmentId[])[]) => {
    const found = new Map((await store.findMany([...new Set(asked.flat())])).map((one) => [one.id, one]));
    return (ids: readonly EnrollmentId[]) => [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
  });
  const waitingOf = coalesce(async (shop: ShopId, asked: readonly (readonly ContactId[])[]) => {
    const waiting = await store.findWaitingOfContacts(shop, [...new Set(asked.flat())]);
    const byContact = Map.groupBy(waiting, ({ contact }) => contact);
    return (contacts: readonly ContactId[]) =>
      [...new Set(contacts)].flatMap((contact) => byContact.get(contact) ?? []);
  });
  const lower = coalesce(async (turn: TurnId, dueAts: readonly Date[]) => {
    await store.lower(turn, new Date(Math.min(...dueAts.map((at) => at.getTime()))));
    return () => undefined;
  });
  return {
    ...store,
    enroll: coalesceEnroll({ ...store, lower }),
    findMany: (ids) => findMany('all', ids),
    findWaitingOfContacts: waitingOf,
    lower,
  };
};

export const coalesceDecisions = (decisions: DecisionLog): DecisionLog => {
  const together = coalesce(async (_lane: 'all', asked: readonly (readonly DecisionRecord[])[]) => {
    await decisions.record(asked.flat());
    return () => undefined;
  });
  return { record: (records) => together('all', records) };
};
