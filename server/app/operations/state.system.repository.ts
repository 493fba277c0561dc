import type { Connection, mongo } from 'mongoose';
import { createDueConsentWrites } from '../../shop/consent-writes.system.repository.ts';
import { listFoundByPoll, listSilent } from '../../shop/reconciliations.system.repository.ts';

/** How many, and for how long the oldest has waited, by the database's clock. */
export interface Waiting {
  readonly count: number;
  /** Milliseconds; 0 when there are none. */
  readonly oldestMs: number;
}

export interface Reasoned {
  readonly reason: string;
  readonly count: number;
}

export interface TurnsState {
  readonly due: number;
  /** Milliseconds of shop time since the longest waiting one became due; 0 when none is. */
  readonly lagMs: number;
  /** Due, free, and not leased for a minute of real time although a worker looks every second. */
  readonly stuck: readonly string[];
  /** Leased, past the lease's end, and not taken over. */
  readonly abandoned: number;
}

/** A shop whose past is not read, or not all of it. */
export interface UnreadPast {
  readonly shop: string;
  readonly state: 'running' | 'failed' | 'done';
  readonly error?: string | undefined;
  /** Where what could not be read stands: `orders, line 1208`; the first ten. */
  readonly unread: readonly string[];
}

export interface SilentWebhooks {
  readonly shop: string;
  readonly kind: string;
  readonly since: Date;
}

/** Figures of the whole, across shops; each is answered from an index or a small collection. */
export interface OperationsState {
  inbox(): Promise<Waiting>;
  quarantinedDeliveries(): Promise<readonly Reasoned[]>;
  /** Shops whose mails the gate holds back, and since when the longest. */
  heldShops(): Promise<Waiting>;
  turns(now: Date): Promise<TurnsState>;
  quarantinedEnrollments(): Promise<readonly Reasoned[]>;
  messages(status: 'sending' | 'unknown'): Promise<Waiting>;
  /** Shops, by name, whose polls found what no webhook had told since then. */
  foundByPoll(since: Date): Promise<readonly Reasoned[]>;
  /** Kinds of which polls find what webhooks should have told, while no webhook of them comes. */
  silentWebhooks(): Promise<readonly SilentWebhooks[]>;
  /** Only those that an operator should know of. */
  pasts(): Promise<readonly UnreadPast[]>;
  /** What each installed shop has granted, where its platform tells. */
  scopes(): Promise<readonly { readonly shop: string; readonly granted: readonly string[] }[]>;
  /** What people said and their platform has not been told. */
  consentWrites(): Promise<{ readonly waiting: number; readonly refused: number; readonly oldestMs: number }>;
}

const stuckAfterMs = 60_000;

const waitingSince = async (
  collection: mongo.Collection,
  filter: mongo.Document,
  since: string,
): Promise<Waiting> => {
  const group = { _id: null, count: { $sum: 1 }, oldest: { $min: `$${since}` } };
  const age = { $dateDiff: { startDate: '$oldest', endDate: '$$NOW', unit: 'millisecond' } };
  const [row] = await collection
    .aggregate<{ count: number; age: unknown }>([
      { $match: filter },
      { $group: group },
      { $set: { age: { $toDouble: age } } },
    ])
    .toArray();
  return row === undefined
    ? { count: 0, oldestMs: 0 }
    : { count: row.count, oldestMs: Math.max(0, Number(row.age)) };
};

const byReason = async (
  collection: mongo.Collection,
  filter: mongo.Document,
  field: string,
): Promise<readonly Reasoned[]> => {
  const rows = collection.aggregate<{ _id: string | null; count: number }>([
    { $match: filter },
    { $group: { _id: `$${field}`, count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ]);
  return (await rows.toArray()).map(({ _id, count }) => ({ reason: _id ?? 'unknown', count }));
};

const free = { $expr: { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] } };

const readTurns = async (
  turns: mongo.Collection<{ _id: string; dueAt?: Date }>,
  now: Date,
): Promise<TurnsState> => {
  const due = { dueAt: { $lte: now }, ...free };
  const long = { $lt: [{ $ifNull: ['$servedAt', new Date(0)] }, { $subtract: ['$$NOW', stuckAfterMs] }] };
  const [count, [first], stuck, abandoned] = await Promise.all([
    turns.countDocuments(due),
    turns.find(due).sort({ dueAt: 1 }).limit(1).toArray(),
    turns
      .find(
        { dueAt: { $lte: new Date(now.getTime() - stuckAfterMs) }, $expr: { $and: [free.$expr, long] } },
        { projection: { _id: 1 } },
      )
      .limit(20)
      .toArray(),
    turns.countDocuments({ leaseToken: { $exists: true }, ...free }),
  ]);
  const lagMs = first?.dueAt === undefined ? 0 : Math.max(0, now.getTime() - first.dueAt.getTime());
  return { due: count, lagMs, stuck: stuck.map(({ _id }) => _id), abandoned };
};

const readHeld = async (inbox: mongo.Collection): Promise<Waiting> => {
  const [{ oldestMs }, shops] = await Promise.all([
    waitingSince(inbox, { holds: true }, 'receivedAt'),
    inbox.distinct('shop', { holds: true }),
  ]);
  return { count: shops.length, oldestMs };
};

const readFound = async (connection: Connection, since: Date): Promise<readonly Reasoned[]> => {
  const rows = await listFoundByPoll(connection, since);
  const shops = Map.groupBy(rows, ({ shop }) => shop);
  return [...shops].map(([shop, polls]) => ({
    reason: shop,
    count: polls.reduce((sum, { found }) => sum + found, 0),
  }));
};

interface ShopDocument {
  readonly _id: string;
  readonly scopes?: { readonly granted: readonly string[] };
  readonly backfill?: { readonly state: UnreadPast['state']; readonly error?: string };
}

const shownLines = 10;

const readPasts = async (
  shops: mongo.Collection<ShopDocument>,
  inbox: mongo.Collection,
): Promise<readonly UnreadPast[]> => {
  const setAside = { state: 'quarantined', topic: { $regex: '^shopify-backfill:' } };
  const broken = await inbox
    .find<{ shop: string; topic: string; headers: { line?: string } }>(setAside)
    .limit(500)
    .toArray();
  const lines = Map.groupBy(broken, ({ shop }) => shop);
  const stopped = { status: 'installed', 'backfill.state': 'failed' };
  const filter = { $or: [stopped, { _id: { $in: [...lines.keys()] } }] };
  const found = await shops.find(filter).project<ShopDocument>({ backfill: 1 }).toArray();
  return found.map(({ _id: shop, backfill }) => ({
    shop,
    state: backfill?.state ?? 'done',
    error: backfill?.error,
    unread: (lines.get(shop) ?? [])
      .slice(0, shownLines)
      .map(({ topic, headers }) => `${topic.split(':')[1] ?? ''}, line ${headers.line ?? '?'}`),
  }));
};

export const createOperationsState = (connection: Connection): OperationsState => {
  const database = connection.getClient().db(connection.name);
  const inbox = database.collection('inbox');
  const enrollments = database.collection('enrollments');
  const messages = database.collection('messages');
  return {
    inbox: () => waitingSince(inbox, { state: 'stored' }, 'receivedAt'),
    quarantinedDeliveries: () => byReason(inbox, { state: 'quarantined' }, 'error'),
    heldShops: () => readHeld(inbox),
    turns: (now) => readTurns(database.collection<{ _id: string; dueAt?: Date }>('turns'), now),
    quarantinedEnrollments: () => byReason(enrollments, { state: 'quarantined' }, 'exitReason'),
    messages: (status) => waitingSince(messages, { status }, 'stateAt'),
    foundByPoll: (since) => readFound(connection, since),
    silentWebhooks: async () =>
      (await listSilent(connection)).map(({ shop, kind, until, silentSince: since = until }) => ({
        shop,
        kind,
        since,
      })),
    pasts: () => readPasts(database.collection<ShopDocument>('shops'), inbox),
    scopes: async () => {
      const shops = database.collection<ShopDocument>('shops');
      const told = { status: 'installed', scopes: { $exists: true } };
      const rows = await shops.find(told).project<ShopDocument>({ scopes: 1 }).toArray();
      return rows.map(({ _id: shop, scopes }) => ({ shop, granted: scopes?.granted ?? [] }));
    },
    consentWrites: () => createDueConsentWrites(connection).count(),
  };
};
