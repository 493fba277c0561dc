import type { Connection, mongo } from 'mongoose';
import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { daysAfter, noMail } from './rollup.ts';
import type { Rollup } from './rollup.ts';

/** Counts from the ledger and what became of its mails, for whoever writes it down. */
export interface DayCounts {
  /** Days whose counts may have changed by anything written since then (real time). */
  changedSince(shop: ShopId, since: Date): Promise<readonly Date[]>;
  /** Of the mails decided on that day, by flow and step. */
  count(shop: ShopId, day: Date): Promise<readonly Rollup[]>;
}

const decided = ['accepted', 'skipped'] as const;
const counted = ['opened', 'clicked', 'unsubscribed', 'complained'] as const;

const dayOfDecision = { $dateTrunc: { date: '$decidedAt', unit: 'day' } };

interface Ledger {
  _id: string;
  shop: string;
  status: string;
  stateAt: Date;
  decidedAt: Date;
}

interface Heard {
  _id: string;
  shop: string;
  type: string;
  heardAt: Date;
}

interface CountRow {
  _id: { flow: string; step: string };
  sent: number;
  skipped: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
  complained: number;
}

const one = (condition: unknown): mongo.Document => ({ $sum: { $cond: [condition, 1, 0] } });
const happened = (type: (typeof counted)[number]): mongo.Document => one({ $in: [type, '$became'] });

const countStages = (shop: ShopId, day: Date): mongo.Document[] => [
  {
    $match: {
      shop,
      decidedAt: { $gte: day, $lt: daysAfter(day, 1) },
      status: { $in: [...decided] },
    },
  },
  {
    $lookup: {
      from: 'message_events',
      localField: '_id',
      foreignField: 'message',
      as: 'became',
      pipeline: [
        { $match: { shop, type: { $in: [...counted] }, detail: { $nin: ['machine', 'scanner'] } } },
        { $project: { _id: 0, type: 1 } },
      ],
    },
  },
  { $set: { became: '$became.type' } },
  {
    $group: {
      _id: { flow: '$flow', step: '$step' },
      sent: one({ $eq: ['$status', 'accepted'] }),
      skipped: one({ $eq: ['$status', 'skipped'] }),
      opened: happened('opened'),
      clicked: happened('clicked'),
      unsubscribed: happened('unsubscribed'),
      complained: happened('complained'),
    },
  },
];

/** The days that mails heard of since then were decided on. */
const heardStages = (shop: ShopId, since: Date): mongo.Document[] => [
  { $match: { shop, heardAt: { $gte: since }, type: { $in: [...counted] } } },
  { $group: { _id: '$message' } },
  { $lookup: { from: 'messages', localField: '_id', foreignField: '_id', as: 'mail' } },
  { $unwind: '$mail' },
  { $match: { 'mail.shop': shop, 'mail.decidedAt': { $type: 'date' } } },
  { $group: { _id: { $dateTrunc: { date: '$mail.decidedAt', unit: 'day' } } } },
];

const changedStages = (shop: ShopId, since: Date): mongo.Document[] => [
  {
    $match: {
      shop,
      stateAt: { $gte: since },
      status: { $in: [...decided] },
      decidedAt: { $type: 'date' },
    },
  },
  { $group: { _id: dayOfDecision } },
];

export const createDayCounts = (connection: Connection): DayCounts => {
  const messages = rowsOf<Ledger>(connection, 'messages');
  const events = rowsOf<Heard>(connection, 'message_events');
  return {
    changedSince: async (shop, since) => {
      const [sent, heard] = await Promise.all([
        messages.aggregate<{ _id: Date }>(changedStages(shop, since)).toArray(),
        events.aggregate<{ _id: Date }>(heardStages(shop, since)).toArray(),
      ]);
      const times = new Set([...sent, ...heard].map(({ _id }) => _id.getTime()));
      return [...times].toSorted((a, b) => a - b).map((time) => new Date(time));
    },
    count: async (shop, day) => {
      const rows = await messages.aggregate<CountRow>(countStages(shop, day)).toArray();
      return rows.map(({ _id, ...counts }) => ({
        ...noMail,
        ...counts,
        day,
        flow: asFlowId(_id.flow),
        step: _id.step,
      }));
    },
  };
};
