import type { Connection } from 'mongoose';
import { asTurnId } from '../lib/brand.ts';
import type { TurnId } from '../lib/brand.ts';
import { retryDuplicate } from './retry-duplicate.ts';
import type { LeaseRequest, ReturnedTurn, TurnRows } from './store-rows.ts';
import { parseLeasedTurn, turnCollection } from './turn.model.ts';

const majority = { writeConcern: { w: 'majority' } } as const;

/** More than any fleet shares out in one look; keeps the count cheap when very much is due. */
const countLimit = 20_000;

/** By the database's clock: nobody's own clock decides who holds a lease. */
const free = { $expr: { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] } };

const freed = { leaseToken: 1, leaseUntil: 1, trying: 1 } as const;

const returnOf = ({ id, rev, next }: ReturnedTurn, token: string) => ({
  updateOne: {
    filter: { _id: id, leaseToken: token, rev },
    update:
      next === undefined
        ? { $set: { claims: 0 }, $unset: { ...freed, dueAt: 1 as const } }
        : { $set: { claims: 0, dueAt: next }, $unset: freed },
  },
});

const createLeases = (
  connection: Connection,
  leaseMs: number,
): Pick<TurnRows, 'lease' | 'renew' | 'markTrying'> => {
  const turns = turnCollection(connection);
  const leaseUntil = { $add: ['$$NOW', leaseMs] };
  const claims = { $add: [{ $ifNull: ['$claims', 0] }, 1] };

  const take = async (ids: string[], { now, token }: LeaseRequest): Promise<void> => {
    const set = { leaseToken: { $literal: token }, leaseUntil, servedAt: '$$NOW', claims };
    await turns.updateMany({ _id: { $in: ids }, dueAt: { $lte: now }, ...free }, [{ $set: set }], majority);
  };

  return {
    lease: async (request) => {
      const due = turns.find({ dueAt: { $lte: request.now }, ...free }, { projection: { _id: 1 } });
      const ids = (await due.sort({ servedAt: 1 }).limit(request.share).toArray()).map(({ _id }) => _id);
      if (ids.length === 0) return [];
      await take(ids, request);
      // Read back by token: also right when the reply of the update was lost and the driver sent it again.
      const mine = await turns.find({ leaseToken: request.token, _id: { $in: ids } }).toArray();
      return mine.map(parseLeasedTurn);
    },
    renew: async (ids, token) => {
      const filter = { _id: { $in: [...ids] }, leaseToken: token };
      const { matchedCount } = await turns.updateMany(filter, [{ $set: { leaseUntil } }], majority);
      if (matchedCount === ids.length) return new Set(ids);
      const held = await turns.find(filter, { projection: { _id: 1 } }).toArray();
      return new Set(held.map(({ _id }) => asTurnId(_id)));
    },
    markTrying: async (turn, token, enrollment) => {
      const filter = { _id: turn, leaseToken: token };
      return (await turns.updateOne(filter, { $set: { trying: enrollment } }, majority)).matchedCount === 1;
    },
  };
};

const createReturns = (connection: Connection): Pick<TurnRows, 'held' | 'release' | 'lower'> => {
  const turns = turnCollection(connection);
  return {
    held: async (ids, token) => {
      const filter = { _id: { $in: [...ids] }, leaseToken: token };
      const held = await turns.find(filter, { projection: { rev: 1 } }).toArray();
      return held.map(({ _id, rev }) => ({ id: asTurnId(_id), rev }));
    },
    release: async (returned, token) => {
      const operations = returned.map((turn) => returnOf(turn, token));
      const { matchedCount } = await turns.bulkWrite(operations, { ...majority, ordered: false });
      if (matchedCount === returned.length) return;
      // Lowered in the meantime: `dueAt` stays low, only the lease goes.
      const left = { _id: { $in: returned.map(({ id }): string => id) }, leaseToken: token };
      await turns.updateMany(left, { $set: { claims: 0 }, $unset: freed }, majority);
    },
    lower: async (dueAts) => {
      const operations = [...dueAts].map(([turn, dueAt]) => ({
        updateOne: { filter: { _id: turn }, update: { $min: { dueAt }, $inc: { rev: 1 } }, upsert: true },
      }));
      await retryDuplicate(() => turns.bulkWrite(operations, { ...majority, ordered: false }));
    },
  };
};

const createLooks = (connection: Connection): Pick<TurnRows, 'countDue' | 'nextDueAt' | 'page'> => {
  const turns = turnCollection(connection);
  return {
    countDue: (now) => turns.countDocuments({ dueAt: { $lte: now }, ...free }, { limit: countLimit }),
    nextDueAt: async () => {
      const some = { dueAt: { $gt: new Date(0) } };
      return (await turns.findOne(some, { projection: { _id: 0, dueAt: 1 }, sort: { dueAt: 1 } }))?.dueAt;
    },
    page: async (after: TurnId | undefined, limit) => {
      const filter = after === undefined ? {} : { _id: { $gt: after } };
      const page = turns
        .find(filter, { projection: { dueAt: 1 }, batchSize: limit + 1 })
        .sort({ _id: 1 })
        .limit(limit);
      return (await page.toArray()).map(({ _id, dueAt }) => ({ id: asTurnId(_id), dueAt }));
    },
  };
};

/** @param leaseMs how long a lease lasts unless it is renewed; by the database's clock */
export const createTurnsRepository = (connection: Connection, leaseMs: number): TurnRows => ({
  ...createLeases(connection, leaseMs),
  ...createReturns(connection),
  ...createLooks(connection),
});
