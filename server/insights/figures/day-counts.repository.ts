import type { Connection, mongo } from 'mongoose';
import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { daysAfter, noMail } from './rollup.ts';
import type { MailCounts, Rollup } from './rollup.ts';

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
  flow: string;
  step: string;
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

interface Mail {
  _id: string;
  flow: string;
  step: string;
  status: (typeof decided)[number];
}

interface Became {
  _id: { message: string; type: (typeof counted)[number] };
}

const toMail = ({ _id, flow, step, status }: Ledger): Mail => ({
  _id,
  flow,
  step,
  status: status === 'accepted' ? 'accepted' : 'skipped',
});

/** Few enough for one question, enough that a day is some dozens of them: a join in the database asks one by one. */
const pageSize = 1000;

const becameStages = (shop: ShopId, mails: readonly Mail[]): mongo.Document[] => [
  {
    $match: {
      shop,
      message: { $in: mails.map(({ _id }) => _id) },
      type: { $in: [...counted] },
      detail: { $nin: ['machine', 'scanner'] },
    },
  },
  { $group: { _id: { message: '$message', type: '$type' } } },
];

interface Tally {
  add(mail: Pick<Mail, 'flow' | 'step'>, what: keyof MailCounts): void;
  rollups(): readonly Rollup[];
}

/** Adds up one day, mail by mail. */
const createTally = (day: Date): Tally => {
  const rows = new Map<string, Record<keyof MailCounts, number> & Rollup>();
  return {
    add: ({ flow, step }, what) => {
      const key = JSON.stringify([flow, step]);
      const row = rows.get(key) ?? { ...noMail, day, flow: asFlowId(flow), step };
      rows.set(key, { ...row, [what]: row[what] + 1 });
    },
    rollups: () => [...rows.values()],
  };
};

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
      const tally = createTally(day);
      const addPage = async (mails: readonly Mail[]): Promise<void> => {
        const byId = new Map(mails.map((mail) => [mail._id, mail]));
        for (const mail of mails) tally.add(mail, mail.status === 'accepted' ? 'sent' : 'skipped');
        for (const { _id } of await events.aggregate<Became>(becameStages(shop, mails)).toArray()) {
          const mail = byId.get(_id.message);
          if (mail !== undefined) tally.add(mail, _id.type);
        }
      };
      const filter = {
        shop,
        decidedAt: { $gte: day, $lt: daysAfter(day, 1) },
        status: { $in: [...decided] },
      };
      const found = messages.find(filter, {
        projection: { flow: 1, step: 1, status: 1 },
        batchSize: pageSize,
      });
      let page: Mail[] = [];
      for await (const mail of found.map<Mail>(toMail)) {
        page.push(mail);
        if (page.length < pageSize) continue;
        await addPage(page);
        page = [];
      }
      if (page.length > 0) await addPage(page);
      return tally.rollups();
    },
  };
};
