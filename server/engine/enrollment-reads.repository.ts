import type { Connection } from 'mongoose';
import type { ContactId, EnrollmentId, FlowId, ShopId } from '../lib/brand.ts';
import type { DueBatch } from './engine-store.ts';
import { toBatch } from './enrollment-batch.ts';
import { enrollmentCollection } from './enrollment.model.ts';
import type { EnrollmentDocument } from './enrollment.model.ts';

/** What a shop reads of its own enrollments; unreadable ones are shown, never thrown. */
export interface EnrollmentReads {
  readMany(shop: ShopId, ids: readonly EnrollmentId[]): Promise<DueBatch>;
  waitingOf(shop: ShopId, contacts: readonly ContactId[]): Promise<DueBatch>;
  /** Everybody who waits in a flow, in pages, the soonest due first; who is moved meanwhile may come twice. */
  waitingIn(shop: ShopId, flow: FlowId, pageSize: number): AsyncIterable<DueBatch>;
  /** How many wait in each version of a flow; versions nobody waits in are absent. */
  countVersions(shop: ShopId, flow: FlowId): Promise<ReadonlyMap<number, number>>;
}

export const createEnrollmentReads = (connection: Connection): EnrollmentReads => {
  const enrollments = enrollmentCollection(connection);
  const waitingInFlow = (shop: ShopId, flow: FlowId) => ({ shop, flow, dueAt: { $gt: new Date(0) } });
  return {
    readMany: async (shop, ids) => {
      if (ids.length === 0) return { enrollments: [], unreadable: [] };
      return toBatch(await enrollments.find({ _id: { $in: [...ids] }, shop }).toArray());
    },
    waitingOf: async (shop, contacts) => {
      const filter = { contact: { $in: [...contacts] }, state: 'waiting' as const, shop };
      return toBatch(await enrollments.find(filter).toArray());
    },
    waitingIn: async function* (shop, flow, pageSize) {
      const found = enrollments.find(waitingInFlow(shop, flow), { batchSize: pageSize }).sort({ dueAt: 1 });
      let page: EnrollmentDocument[] = [];
      for await (const document of found) {
        page.push(document);
        if (page.length < pageSize) continue;
        yield toBatch(page);
        page = [];
      }
      if (page.length > 0) yield toBatch(page);
    },
    countVersions: async (shop, flow) => {
      const counted = await enrollments
        .aggregate<{
          _id: number;
          count: number;
        }>([{ $match: waitingInFlow(shop, flow) }, { $group: { _id: '$version', count: { $sum: 1 } } }])
        .toArray();
      return new Map(counted.map(({ _id, count }) => [_id, count]));
    },
  };
};
