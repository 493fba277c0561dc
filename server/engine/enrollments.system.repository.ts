import type { Connection, mongo } from 'mongoose';
import { asTurnId } from '../lib/brand.ts';
import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import { insertEach } from '../lib/insert-new.ts';
import type { Move, NewEnrollment } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { toBatch } from './enrollment-batch.ts';
import { enrollmentCollection, readEnrollment } from './enrollment.model.ts';
import type { EnrollmentDocument } from './enrollment.model.ts';
import { enrollmentIdOf } from './enrollment-id.ts';
import { freshEnrollment } from './fresh-enrollment.ts';
import { isWhereMovePut, isWherePinned } from './move-result.ts';
import { retryDuplicate } from './retry-duplicate.ts';
import type { EnrollmentRows } from './store-rows.ts';

type Operation = mongo.AnyBulkWriteOperation<EnrollmentDocument>;
type Update = mongo.UpdateFilter<EnrollmentDocument>;

const majority = { writeConcern: { w: 'majority' } } as const;

/** `_id` comes from the filter. */
const freshDocument = (entry: NewEnrollment): Omit<EnrollmentDocument, '_id'> => {
  const { id: _id, dueAt: _dueAt, exitReason: _exitReason, ...rest } = freshEnrollment(entry);
  return { ...rest, dueAt: entry.dueAt };
};

const waitingAt = (id: EnrollmentId, rev: number) => ({ _id: id, rev, state: 'waiting' as const });

const moveUpdate = (move: Move): Update => {
  if (move.to === 'waiting') {
    const { step, dueAt, plannedAt, attempts } = move;
    return { $set: { step, dueAt, plannedAt, attempts }, $inc: { rev: 1 } };
  }
  const closed = move.to === 'done' ? { state: move.to } : { state: move.to, exitReason: move.reason };
  return { $set: closed, $unset: { dueAt: 1 }, $inc: { rev: 1 } };
};

const unreadable = { state: 'quarantined', exitReason: 'stored_document_unreadable' } as const;
const closedStates: EnrollmentDocument['state'][] = ['done', 'exited', 'failed'];

/** Nobody can decide about these; one that had ended already stays as it ended. */
const takeOut = async (connection: Connection, ids: readonly string[]): Promise<void> => {
  const filter = { _id: { $in: [...ids] }, state: { $nin: closedStates } };
  await enrollmentCollection(connection).updateMany(
    filter,
    { $set: unreadable, $unset: { dueAt: 1 } },
    majority,
  );
};

const readOrTakeOut = async (
  connection: Connection,
  documents: readonly EnrollmentDocument[],
): Promise<readonly Enrollment[]> => {
  const batch = toBatch(documents);
  if (batch.unreadable.length > 0)
    await takeOut(
      connection,
      batch.unreadable.map(({ id }) => id),
    );
  return batch.enrollments;
};

const createInserts = (connection: Connection): Pick<EnrollmentRows, 'insert' | 'insertMany'> => {
  const enrollments = enrollmentCollection(connection);
  return {
    insert: async (entry) => {
      const update = { $setOnInsert: freshDocument(entry) };
      const options = { ...majority, upsert: true, returnDocument: 'before' } as const;
      const before = await retryDuplicate(() =>
        enrollments.findOneAndUpdate({ _id: freshEnrollment(entry).id }, update, options),
      );
      if (before === null) return undefined;
      const [found] = await readOrTakeOut(connection, [before]);
      return found ?? { ...freshEnrollment(entry), ...unreadable, dueAt: undefined };
    },
    insertMany: async (entries) => {
      const made = entries.map((entry) => ({ ...freshDocument(entry), _id: freshEnrollment(entry).id }));
      const held = await insertEach(
        (fresh: EnrollmentDocument[]) => enrollments.insertMany(fresh, { ...majority, ordered: false }),
        made,
      );
      return new Set(entries.filter((_entry, index) => !held.has(index)).map(enrollmentIdOf));
    },
  };
};

const createChanges = (
  connection: Connection,
): Pick<EnrollmentRows, 'reanchor' | 'close' | 'hasten' | 'move' | 'repin'> => {
  const enrollments = enrollmentCollection(connection);

  const read = async (ids: readonly string[]): Promise<ReadonlyMap<string, Enrollment | undefined>> => {
    const found = await enrollments.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((document) => [document._id, readEnrollment(document)]));
  };

  const matchedOf = async (moves: readonly Move[]): Promise<ReadonlySet<EnrollmentId>> => {
    const byId = await read(moves.map(({ id }) => id));
    return new Set(moves.filter((move) => isWhereMovePut(move, byId.get(move.id))).map(({ id }) => id));
  };

  return {
    reanchor: async (id, rev, to) => {
      const update: Update = { $set: { ...to }, $inc: { rev: 1 } };
      const before = await enrollments.findOneAndUpdate(waitingAt(id, rev), update, majority);
      if (before !== null) return { turn: asTurnId(before.turn), moved: true };
      const found = await enrollments.findOne({ _id: id }, { projection: { turn: 1 } });
      return found === null ? undefined : { turn: asTurnId(found.turn), moved: false };
    },
    close: async (id, rev, reason) => {
      const update: Update = {
        $set: { state: 'exited', exitReason: reason },
        $unset: { dueAt: 1 },
        $inc: { rev: 1 },
      };
      return (await enrollments.updateOne(waitingAt(id, rev), update, majority)).matchedCount === 1;
    },
    hasten: async ({ id, rev, step }, now) => {
      const filter = { ...waitingAt(id, rev), step, dueAt: { $gt: now } };
      const update: Update = { $set: { dueAt: now }, $inc: { rev: 1 } };
      return (await enrollments.updateOne(filter, update, majority)).matchedCount === 1;
    },
    move: async (moves) => {
      if (moves.length === 0) return new Set<EnrollmentId>();
      const operations = moves.map((move): Operation => ({
        updateOne: { filter: waitingAt(move.id, move.rev), update: moveUpdate(move) },
      }));
      const { matchedCount } = await enrollments.bulkWrite(operations, { ...majority, ordered: false });
      return matchedCount === moves.length ? new Set(moves.map(({ id }) => id)) : matchedOf(moves);
    },
    repin: async (pins) => {
      if (pins.length === 0) return new Set<EnrollmentId>();
      const operations = pins.map(({ id, rev, version, dueAt }): Operation => ({
        updateOne: {
          filter: waitingAt(id, rev),
          update: { $set: { version, dueAt }, $inc: { rev: 1 } },
        },
      }));
      const { matchedCount } = await enrollments.bulkWrite(operations, { ...majority, ordered: false });
      if (matchedCount === pins.length) return new Set(pins.map(({ id }) => id));
      const byId = await read(pins.map(({ id }) => id));
      return new Set(pins.filter((pin) => isWherePinned(pin, byId.get(pin.id))).map(({ id }) => id));
    },
  };
};

const createDueReads = (
  connection: Connection,
): Pick<EnrollmentRows, 'findMany' | 'due' | 'nextDue' | 'quarantineUnreadable'> => {
  const enrollments = enrollmentCollection(connection);
  return {
    findMany: async (ids) =>
      readOrTakeOut(connection, await enrollments.find({ _id: { $in: [...ids] } }).toArray()),
    due: async (turns, now, limit) => {
      const filter = { turn: { $in: [...turns] }, dueAt: { $lte: now } };
      // The first batch is 101 documents unless it may be larger than the limit.
      const due = enrollments
        .find(filter, { batchSize: limit + 1 })
        .sort({ dueAt: 1 })
        .limit(limit);
      return toBatch(await due.toArray());
    },
    // One key a turn and no document: the planner answers it with a DISTINCT_SCAN.
    nextDue: async (turns) => {
      const stages = [
        { $match: { turn: { $in: [...turns] }, dueAt: { $gt: new Date(0) } } },
        { $sort: { turn: 1, dueAt: 1 } },
        { $group: { _id: '$turn', dueAt: { $first: '$dueAt' } } },
      ];
      const found = await enrollments
        .aggregate<{ _id: string; dueAt: Date }>(stages, { batchSize: 500 })
        .toArray();
      return new Map<TurnId, Date>(found.map(({ _id, dueAt }) => [asTurnId(_id), dueAt]));
    },
    quarantineUnreadable: async (ids) => {
      if (ids.length === 0) return;
      const taken = { $set: unreadable, $unset: { dueAt: 1 as const } };
      await enrollments.updateMany({ _id: { $in: [...ids] } }, taken, majority);
    },
  };
};

/** What due work, deliveries and sweeps read and write across shops. */
export const createEnrollmentsSystemRepository = (
  connection: Connection,
): Omit<EnrollmentRows, 'find' | 'findWaitingOfContacts'> => ({
  ...createInserts(connection),
  ...createChanges(connection),
  ...createDueReads(connection),
});
