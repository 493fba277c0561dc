import type { Connection, mongo } from 'mongoose';
import { asTurnId } from '../../lib/brand.ts';
import type { TurnId } from '../../lib/brand.ts';

/** Which of the quarantined ones; nothing set means all of them. */
export interface Selection {
  readonly ids?: readonly string[] | undefined;
  readonly shop?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Requeued {
  readonly found: number;
  readonly requeued: number;
}

export interface RequeueRepository {
  countDeliveries(selection: Selection): Promise<number>;
  /** Stored again, with no failures counted: the next look of any worker applies them, and they hold mails until then. */
  requeueDeliveries(selection: Selection): Promise<Requeued>;
  countEnrollments(selection: Selection): Promise<number>;
  /** Waiting in their step, due at `now`, with no attempts counted; each then has its turn lowered, in this order. */
  requeueEnrollments(selection: Selection, now: Date): Promise<Requeued>;
}

export interface RequeueDeps {
  readonly connection: Connection;
  readonly lower: (turn: TurnId, dueAt: Date) => Promise<void>;
}

const batch = 200;

const filterOf = ({ ids, shop, reason }: Selection, reasonField: string) => ({
  state: 'quarantined',
  ...(ids === undefined ? {} : { _id: { $in: [...ids] } }),
  ...(shop === undefined ? {} : { shop }),
  ...(reason === undefined ? {} : { [reasonField]: reason }),
});

interface Row {
  _id: string;
  state: string;
}

const storedAgain: mongo.Document[] = [
  {
    $set: {
      state: 'stored',
      failures: 0,
      holds: { $cond: [{ $eq: ['$class', 'holds'] }, true, '$$REMOVE'] },
    },
  },
  { $unset: ['error', 'expiresAt', 'claimToken', 'claimUntil'] },
];

interface EnrollmentRow extends Row {
  turn: string;
  rev: number;
}

const waitAgain = (now: Date) => ({
  $set: { state: 'waiting', dueAt: now, attempts: 0 },
  $unset: { exitReason: 1 as const },
  $inc: { rev: 1 },
});

export const createRequeueRepository = ({ connection, lower }: RequeueDeps): RequeueRepository => {
  const database = connection.getClient().db(connection.name);
  const majority = { writeConcern: { w: 'majority' } } as const;
  const inbox = database.collection<Row>('inbox');
  const enrollments = database.collection<EnrollmentRow>('enrollments');

  const requeuePage = async (page: readonly EnrollmentRow[], now: Date): Promise<number> => {
    const operations = page.map(({ _id, rev }) => ({
      updateOne: { filter: { _id, rev, state: 'quarantined' }, update: waitAgain(now) },
    }));
    const { matchedCount } = await enrollments.bulkWrite(operations, { ...majority, ordered: false });
    // Also where nothing matched: whoever was faster may not have come to this yet.
    for (const turn of new Set(page.map((row) => row.turn))) await lower(asTurnId(turn), now);
    return matchedCount;
  };

  return {
    countDeliveries: (selection) => inbox.countDocuments(filterOf(selection, 'error')),
    requeueDeliveries: async (selection) => {
      const done = await inbox.updateMany(filterOf(selection, 'error'), storedAgain, majority);
      return { found: done.matchedCount, requeued: done.modifiedCount };
    },
    countEnrollments: (selection) => enrollments.countDocuments(filterOf(selection, 'exitReason')),
    requeueEnrollments: async (selection, now) => {
      const rows = await enrollments
        .find(filterOf(selection, 'exitReason'), { projection: { turn: 1, rev: 1 } })
        .toArray();
      let requeued = 0;
      for (let at = 0; at < rows.length; at += batch)
        requeued += await requeuePage(rows.slice(at, at + batch), now);
      return { found: rows.length, requeued };
    },
  };
};
