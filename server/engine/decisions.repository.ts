import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import type { ContactId, EnrollmentId, FlowId, ShopId } from '../lib/brand.ts';
import { digest } from '../lib/digest.ts';
import { decisionKeyOf } from './decision.ts';
import type { DecisionLog, DecisionRecord } from './decision.ts';
import { decisionCollection, parseDecision } from './decision.model.ts';
import type { DecisionDocument, StoredDecision } from './decision.model.ts';
import { duplicateKey } from './retry-duplicate.ts';

export interface DecisionCount {
  readonly flow: string;
  readonly kind: string;
  readonly reason: string;
  readonly count: number;
}

export interface DecisionsRepository extends DecisionLog {
  /** Latest first. */
  ofContact(shop: ShopId, contact: ContactId, limit: number): Promise<readonly StoredDecision[]>;
  ofEnrollments(shop: ShopId, enrollments: readonly EnrollmentId[]): Promise<readonly StoredDecision[]>;
  /** How often each decision was taken, by its latest reason. */
  count(shop: ShopId, flows: readonly FlowId[]): Promise<readonly DecisionCount[]>;
}

interface Tally {
  readonly latest: DecisionRecord;
  readonly count: number;
}

/** Equal ones of a batch become one write. */
const tally = (records: readonly DecisionRecord[]): ReadonlyMap<string, Tally> => {
  const tallies = new Map<string, Tally>();
  for (const latest of records) {
    const id = digest(...decisionKeyOf(latest));
    tallies.set(id, { latest, count: (tallies.get(id)?.count ?? 0) + 1 });
  }
  return tallies;
};

type Write = [string, Tally];

const freshOf = ([id, { latest, count }]: Write): DecisionDocument => {
  const { shop, flow, contact, about, step, kind, reason, at, enrollment, detail } = latest;
  const optional = { ...(enrollment && { enrollment }), ...(detail && { detail }) };
  const key = { _id: id, shop, flow, contact, about, step, kind };
  return { ...key, reason, count, firstAt: at, lastAt: at, ...optional };
};

const repeatOf = ([id, { latest, count }]: Write): mongo.AnyBulkWriteOperation<DecisionDocument> => {
  const { reason, at, enrollment, detail } = latest;
  const optional = { ...(enrollment && { enrollment }), ...(detail && { detail }) };
  const update = { $set: { reason, lastAt: at, ...optional }, $inc: { count } };
  return { updateOne: { filter: { _id: id }, update } };
};

type Decisions = ReturnType<typeof decisionCollection>;

/** Most decisions are taken once, and plain inserts cost a fraction of upserts. Resolves to those that were there already. */
const insertFresh = async (decisions: Decisions, writes: readonly Write[]): Promise<readonly Write[]> => {
  try {
    await decisions.insertMany(writes.map(freshOf), { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    if (failures.length === 0 || failures.some(({ code }) => code !== duplicateKey)) throw error;
    return failures.flatMap(({ index }) => writes.slice(index, index + 1));
  }
};

const countStages = (shop: ShopId, flows: readonly FlowId[]) => [
  { $match: { shop, flow: { $in: [...flows] } } },
  { $group: { _id: { flow: '$flow', kind: '$kind', reason: '$reason' }, count: { $sum: '$count' } } },
  { $project: { _id: 0, flow: '$_id.flow', kind: '$_id.kind', reason: '$_id.reason', count: 1 } },
  { $sort: { flow: 1, kind: 1, reason: 1 } },
];

/** One insert a batch, and one bulk for what was decided before. It is an explanation, not a ledger: whoever has to know what was sent reads the messages. */
export const createDecisionsRepository = (connection: Connection): DecisionsRepository => {
  const decisions = decisionCollection(connection);
  return {
    record: async (records) => {
      if (records.length === 0) return;
      const repeated = await insertFresh(decisions, [...tally(records)]);
      if (repeated.length > 0) await decisions.bulkWrite(repeated.map(repeatOf), { ordered: false });
    },
    ofContact: async (shop, contact, limit) => {
      const found = decisions.find({ shop, contact }).sort({ lastAt: -1 }).limit(limit);
      return (await found.toArray()).map(parseDecision);
    },
    ofEnrollments: async (shop, enrollments) => {
      const found = decisions.find({ shop, enrollment: { $in: [...enrollments] } }).sort({ lastAt: 1 });
      return (await found.toArray()).map(parseDecision);
    },
    count: (shop, flows) => decisions.aggregate<DecisionCount>(countStages(shop, flows)).toArray(),
  };
};
