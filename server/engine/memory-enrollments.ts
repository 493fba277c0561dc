import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import type { Move, NewEnrollment } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { freshEnrollment } from './fresh-enrollment.ts';
import type { EnrollmentRows } from './store-rows.ts';

/** Rows by id, and the waiting ones by turn so that a look does not read every enrollment there is. */
const createShelf = () => {
  const rows = new Map<EnrollmentId, Enrollment>();
  const waiting = new Map<TurnId, Set<EnrollmentId>>();

  const put = (row: Enrollment): void => {
    rows.set(row.id, row);
    const ofTurn = waiting.get(row.turn) ?? new Set();
    if (row.state === 'waiting') ofTurn.add(row.id);
    else ofTurn.delete(row.id);
    waiting.set(row.turn, ofTurn);
  };

  const waitingOf = (turn: TurnId): readonly Enrollment[] =>
    [...(waiting.get(turn) ?? [])].flatMap((id) => rows.get(id) ?? []);

  return { rows, put, waitingOf };
};

type Shelf = ReturnType<typeof createShelf>;

const dueMs = ({ dueAt }: Enrollment): number => dueAt?.getTime() ?? Infinity;

const waitingAt = ({ rows }: Shelf, id: EnrollmentId, rev: number): Enrollment | undefined => {
  const row = rows.get(id);
  return row?.state === 'waiting' && row.rev === rev ? row : undefined;
};

const moved = (row: Enrollment, move: Move): Enrollment => {
  const rev = row.rev + 1;
  if (move.to === 'waiting') {
    const { step, dueAt, plannedAt, attempts } = move;
    return { ...row, rev, step, dueAt, plannedAt, attempts };
  }
  const closed = { ...row, rev, state: move.to, dueAt: undefined };
  return move.to === 'done' ? closed : { ...closed, exitReason: move.reason };
};

const createInserts = (shelf: Shelf): Pick<EnrollmentRows, 'insert' | 'insertMany'> => {
  const insert = (entry: NewEnrollment): Enrollment | undefined => {
    const fresh = freshEnrollment(entry);
    const before = shelf.rows.get(fresh.id);
    if (before === undefined) shelf.put(fresh);
    return before;
  };
  return {
    insert: async (entry) => insert(entry),
    insertMany: async (entries) =>
      new Set(
        entries.filter((entry) => insert(entry) === undefined).map((entry) => freshEnrollment(entry).id),
      ),
  };
};

const createChanges = (
  shelf: Shelf,
): Pick<EnrollmentRows, 'reanchor' | 'close' | 'hasten' | 'move' | 'repin' | 'quarantineUnreadable'> => {
  const change = (id: EnrollmentId, rev: number, to: (row: Enrollment) => Enrollment): boolean => {
    const row = waitingAt(shelf, id, rev);
    if (row !== undefined) shelf.put({ ...to(row), rev: rev + 1 });
    return row !== undefined;
  };
  return {
    reanchor: async (id, rev, to) => {
      const isMoved = change(id, rev, (row) => ({ ...row, ...to }));
      const turn = shelf.rows.get(id)?.turn;
      return turn === undefined ? undefined : { turn, moved: isMoved };
    },
    close: async (id, rev, exitReason) =>
      change(id, rev, (row) => ({ ...row, state: 'exited', exitReason, dueAt: undefined })),
    hasten: async ({ id, rev, step }, now) => {
      const row = waitingAt(shelf, id, rev);
      if (row?.step !== step || dueMs(row) <= now.getTime()) return false;
      return change(id, rev, (found) => ({ ...found, dueAt: now }));
    },
    move: async (moves) =>
      new Set(
        moves.filter((move) => change(move.id, move.rev, (row) => moved(row, move))).map(({ id }) => id),
      ),
    repin: async (pins) =>
      new Set(
        pins
          .filter(({ id, rev, version, dueAt }) => change(id, rev, (row) => ({ ...row, version, dueAt })))
          .map(({ id }) => id),
      ),
    // Rows that never left this process are readable.
    quarantineUnreadable: async () => {},
  };
};

const createReads = (
  shelf: Shelf,
): Pick<EnrollmentRows, 'find' | 'findMany' | 'findWaitingOfContacts' | 'due' | 'nextDue'> => ({
  find: async (shop, id) => {
    const row = shelf.rows.get(id);
    return row?.shop === shop ? row : null;
  },
  findMany: async (ids) => ids.flatMap((id) => shelf.rows.get(id) ?? []),
  findWaitingOfContacts: async (shop, contacts) => {
    const wanted = new Set(contacts);
    return shelf.rows
      .values()
      .filter((row) => row.shop === shop && row.state === 'waiting' && wanted.has(row.contact))
      .toArray();
  },
  due: async (turns, now, limit) => {
    const due = turns.flatMap((turn) => shelf.waitingOf(turn).filter((row) => dueMs(row) <= now.getTime()));
    return {
      enrollments: due.toSorted((left, right) => dueMs(left) - dueMs(right)).slice(0, limit),
      unreadable: [],
    };
  },
  nextDue: async (turns) => {
    const least = turns.map((turn): [TurnId, number] => [
      turn,
      shelf.waitingOf(turn).reduce((sooner, row) => Math.min(sooner, dueMs(row)), Infinity),
    ]);
    return new Map(least.filter(([, ms]) => ms !== Infinity).map(([turn, ms]) => [turn, new Date(ms)]));
  },
});

export const createMemoryEnrollments = (): EnrollmentRows => {
  const shelf = createShelf();
  return { ...createInserts(shelf), ...createChanges(shelf), ...createReads(shelf) };
};
