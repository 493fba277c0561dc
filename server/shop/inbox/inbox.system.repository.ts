import { Buffer } from 'node:buffer';
import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { randomToken } from '../../lib/digest.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import type { StoredDelivery } from '../delivery.ts';
import { inboxRows } from './inbox.model.ts';
import type { InboxRow } from './inbox.model.ts';

/** One applied delivery, with the digests of the people in it. */
export interface AppliedDelivery {
  readonly id: string;
  readonly persons: readonly string[];
}

/** What has arrived, across shops; any number of workers share it. */
export interface Inbox {
  /** What holds mails first, then by arrival. Nobody else is given these for the claim's time. */
  claim(limit: number): Promise<readonly StoredDelivery[]>;
  markApplied(deliveries: readonly AppliedDelivery[]): Promise<void>;
  /** Counts a failed try; the third one quarantines. */
  fail(id: string, code: ErrorCode): Promise<void>;
  /** For what no second try can mend. */
  quarantine(id: string, code: ErrorCode): Promise<void>;
  /** The barrier: shops with an order, consent or redaction that is stored and not yet applied. */
  heldShops(shops: readonly ShopId[]): Promise<ReadonlySet<ShopId>>;
  countStored(): Promise<number>;
  isIdle(): Promise<boolean>;
  /** Bodies of applied deliveries that name one of these people. */
  eraseBodies(shop: ShopId, persons: readonly string[]): Promise<void>;
  deleteAll(shop: ShopId, except: string): Promise<void>;
}

const defaultClaimMs = 10_000;
const claimBytes = 16_777_216;
const retryMs = 1_000;
const triesBeforeQuarantine = 3;
const dayMs = 86_400_000;
const appliedForDays = 14;
const quarantinedForDays = 30;

const free = { $expr: { $lt: [{ $ifNull: ['$claimUntil', new Date(0)] }, '$$NOW'] } } as const;
const released = ['holds', 'claimToken', 'claimUntil'] as const;

const toDelivery = (row: InboxRow): StoredDelivery => ({
  id: row._id,
  shop: row.shop,
  deliveryId: row.deliveryId,
  topic: row.topic,
  class: row.class,
  body: row.body ?? Buffer.alloc(0),
  headers: row.headers,
  state: row.state,
  receivedAt: row.receivedAt,
  failures: row.failures,
  error: row.error,
});

const expiring = (days: number): mongo.Document => ({ $add: ['$$NOW', days * dayMs] });

const intoQuarantine = (code: ErrorCode): mongo.Document[] => [
  { $set: { state: 'quarantined', error: code, expiresAt: expiring(quarantinedForDays) } },
  { $unset: [...released] },
];

/** After the third failure it holds nothing up any more; before, it comes back a little later each time. */
const failing = (code: ErrorCode): mongo.Document[] => {
  const last = { $gte: ['$failures', triesBeforeQuarantine] };
  return [
    { $set: { failures: { $add: ['$failures', 1] }, error: code } },
    {
      $set: {
        state: { $cond: [last, 'quarantined', '$state'] },
        holds: { $cond: [last, '$$REMOVE', '$holds'] },
        expiresAt: { $cond: [last, expiring(quarantinedForDays), '$$REMOVE'] },
        claimToken: '$$REMOVE',
        claimUntil: { $cond: [last, '$$REMOVE', { $add: ['$$NOW', { $multiply: ['$failures', retryMs] }] }] },
      },
    },
  ];
};

interface SizedRow {
  readonly _id: string;
  readonly bytes: number;
}

/** Bodies may have 5 MB each: a claim takes what fits into memory, and one at least. */
const withinClaim = (rows: readonly SizedRow[]): readonly string[] => {
  let bytes = 0;
  const fit = rows.findIndex((row) => (bytes += row.bytes) > claimBytes);
  return (fit === -1 ? rows : rows.slice(0, Math.max(fit, 1))).map(({ _id }) => _id);
};

const claimFrom =
  (rows: mongo.Collection<InboxRow>, claimMs: number): Inbox['claim'] =>
  async (limit) => {
    const open = rows
      .find({ state: 'stored', ...free })
      .sort({ priority: 1, receivedAt: 1 })
      .limit(limit)
      .batchSize(limit + 1);
    const sized = open.project<SizedRow>({ _id: 1, bytes: { $binarySize: { $ifNull: ['$body', ''] } } });
    const ids = withinClaim(await sized.toArray());
    if (ids.length === 0) return [];
    const token = randomToken();
    await rows.updateMany({ _id: { $in: ids }, state: 'stored', ...free }, [
      { $set: { claimToken: token, claimUntil: { $add: ['$$NOW', claimMs] } } },
    ]);
    const mine = await rows
      .find({ _id: { $in: ids }, claimToken: token }, { batchSize: limit + 1 })
      .toArray();
    const order = new Map(ids.map((id, index) => [id, index]));
    return mine
      .map(toDelivery)
      .toSorted((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0));
  };

/** One command for all of them costs half of one a row; each finds its own people at the place of its id. */
const applying = (deliveries: readonly AppliedDelivery[]): mongo.Document[] => {
  const place = { $indexOfArray: [{ $literal: deliveries.map(({ id }) => id) }, '$_id'] };
  const persons = { $arrayElemAt: [{ $literal: deliveries.map((one) => one.persons) }, place] };
  return [
    { $set: { state: 'applied', persons, expiresAt: expiring(appliedForDays) } },
    { $unset: [...released] },
  ];
};

export const createInbox = (connection: Connection, claimMs: number = defaultClaimMs): Inbox => {
  const rows = inboxRows(connection);
  return {
    claim: claimFrom(rows, claimMs),
    markApplied: async (deliveries) => {
      if (deliveries.length === 0) return;
      const ids = deliveries.map(({ id }) => id);
      await rows.updateMany({ _id: { $in: ids }, state: 'stored' }, applying(deliveries));
    },
    fail: async (id, code) => {
      await rows.updateOne({ _id: id, state: 'stored' }, failing(code));
    },
    quarantine: async (id, code) => {
      await rows.updateOne({ _id: id, state: 'stored' }, intoQuarantine(code));
    },
    heldShops: async (shops) => {
      const held = rows
        .find({ shop: { $in: [...shops] }, holds: true })
        .project<{ shop: ShopId }>({ _id: 0, shop: 1 });
      return new Set((await held.toArray()).map(({ shop }) => shop));
    },
    countStored: () => rows.countDocuments({ state: 'stored' }),
    isIdle: async () => (await rows.findOne({ state: 'stored' }, { projection: { _id: 1 } })) === null,
    eraseBodies: async (shop, persons) => {
      await rows.updateMany({ shop, persons: { $in: [...persons] } }, { $unset: { body: 1 } });
    },
    deleteAll: async (shop, except) => {
      await rows.deleteMany({ shop, _id: { $ne: except } });
    },
  };
};
