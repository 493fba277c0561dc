import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import type { EngineStore, NewEnrollment, Pin } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { freshEnrollment } from './fresh-enrollment.ts';
import type { EnrollmentRows, ReAnchor, TurnRows } from './store-rows.ts';
import { turnOf } from './turn-id.ts';

export interface StoreRows {
  readonly turns: TurnRows;
  readonly enrollments: EnrollmentRows;
}

const sweepPage = 400;

const earlier = (left: Date, right: Date | undefined): Date =>
  right !== undefined && right.getTime() < left.getTime() ? right : left;

/** Once a turn and batch: the least due time of what was written. */
const lowestByTurn = (written: readonly Pick<Pin, 'turn' | 'dueAt'>[]): ReadonlyMap<TurnId, Date> => {
  const lowest = new Map<TurnId, Date>();
  for (const { turn, dueAt } of written) lowest.set(turn, earlier(dueAt, lowest.get(turn)));
  return lowest;
};

const placeOf = ({ shop, contact, dueAt }: NewEnrollment) => ({ turn: turnOf(shop, contact), dueAt });

const createEntryWrites = ({
  turns,
  enrollments,
}: StoreRows): Pick<EngineStore, 'enroll' | 'enrollMany' | 'reanchor' | 'repin'> => ({
  // The enrollment first, then LOWER, and LOWER also when nothing was inserted: the first try may have died in between.
  enroll: async (entry) => {
    const before = await enrollments.insert(entry);
    const fresh = freshEnrollment(entry);
    await turns.lower(new Map([[fresh.turn, earlier(entry.dueAt, before?.dueAt)]]));
    return { inserted: before === undefined, enrollment: before ?? fresh };
  },
  enrollMany: async (entries) => {
    if (entries.length === 0) return new Set<EnrollmentId>();
    const inserted = await enrollments.insertMany(entries);
    await turns.lower(lowestByTurn(entries.map(placeOf)));
    return inserted;
  },
  reanchor: async (id, rev, to: ReAnchor) => {
    const found = await enrollments.reanchor(id, rev, to);
    if (found === undefined) return false;
    await turns.lower(new Map([[found.turn, to.dueAt]]));
    return found.moved;
  },
  repin: async (pins) => {
    if (pins.length === 0) return new Set<EnrollmentId>();
    const pinned = await enrollments.repin(pins);
    await turns.lower(lowestByTurn(pins));
    return pinned;
  },
});

const createEventWrites = ({ turns, enrollments }: StoreRows): Pick<EngineStore, 'exit' | 'wake'> => {
  const read = async (id: EnrollmentId): Promise<Enrollment | undefined> =>
    (await enrollments.findMany([id]))[0];

  /** False when there was nothing to close. Every lost race means somebody else got on, so this ends. */
  const exit = async (id: EnrollmentId, reason: string): Promise<boolean> => {
    const found = await read(id);
    if (found?.state !== 'waiting') return false;
    return (await enrollments.close(id, found.rev, reason)) || exit(id, reason);
  };

  const hasten = async (id: EnrollmentId, step: string, now: Date): Promise<TurnId | undefined> => {
    const found = await read(id);
    if (found?.state !== 'waiting' || found.step !== step) return undefined;
    const isLater = found.dueAt !== undefined && found.dueAt.getTime() > now.getTime();
    if (!isLater || (await enrollments.hasten({ id, rev: found.rev, step }, now))) return found.turn;
    return hasten(id, step, now);
  };

  const wake = async (id: EnrollmentId, step: string, now: Date): Promise<void> => {
    const turn = await hasten(id, step, now);
    if (turn !== undefined) await turns.lower(new Map([[turn, now]]));
  };

  return { exit, wake };
};

const createReturns = ({ turns, enrollments }: StoreRows): Pick<EngineStore, 'giveBack' | 'sweep'> => ({
  // `rev` before the next due time: a LOWER that falls in between then shows as a changed `rev`.
  giveBack: async (ids, token) => {
    const held = await turns.held(ids, token);
    if (held.length === 0) return;
    const next = await enrollments.nextDue(held.map(({ id }) => id));
    await turns.release(
      held.map(({ id, rev }) => ({ id, rev, next: next.get(id) })),
      token,
    );
  },
  sweep: async () => {
    let lowered = 0;
    let page = await turns.page(undefined, sweepPage);
    while (page.length > 0) {
      const next = await enrollments.nextDue(page.map(({ id }) => id));
      const late = page.flatMap(({ id, dueAt }): [TurnId, Date][] => {
        const due = next.get(id);
        return due !== undefined && (dueAt === undefined || due.getTime() < dueAt.getTime())
          ? [[id, due]]
          : [];
      });
      if (late.length > 0) await turns.lower(new Map(late));
      lowered += late.length;
      page = await turns.page(page.at(-1)?.id, sweepPage);
    }
    return lowered;
  },
});

/** The sequence of operations of the protocol, the same over any rows; which rules depend on it is tested row by row. */
export const composeEngineStore = (rows: StoreRows): EngineStore => {
  const { turns, enrollments } = rows;
  return {
    ...createEntryWrites(rows),
    ...createEventWrites(rows),
    ...createReturns(rows),
    find: (shop, id) => enrollments.find(shop, id),
    findMany: (ids) => enrollments.findMany(ids),
    findWaitingOfContacts: (shop, contacts) => enrollments.findWaitingOfContacts(shop, contacts),
    lease: (request) => turns.lease(request),
    renew: (ids, token) => turns.renew(ids, token),
    readDue: (ids, now, limit) => enrollments.due(ids, now, limit),
    quarantineUnreadable: (ids) => enrollments.quarantineUnreadable(ids),
    move: (moves) => enrollments.move(moves),
    markTrying: (turn, token, enrollment) => turns.markTrying(turn, token, enrollment),
    lower: (turn, dueAt) => turns.lower(new Map([[turn, dueAt]])),
    countDue: (now) => turns.countDue(now),
    nextDueAt: () => turns.nextDueAt(),
  };
};
