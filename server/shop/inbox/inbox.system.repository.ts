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

/** What to look for in bodies: texts whatever their capitals, numbers only as whole ones. */
export interface NamedIn {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

/** What has arrived, across shops; any number of workers share it. */
export interface Inbox {
  /** What holds mails first, then by arrival. Nobody else is given these for the claim's time. */
  claim(limit: number): Promise<readonly StoredDelivery[]>;
  /** Those that name one of `redacted` lose their bodies in the same write. */
  markApplied(deliveries: readonly AppliedDelivery[], redacted?: readonly string[]): Promise<void>;
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
  /** Bodies that nobody could read, or had a use for, in which one of these stands. */
  eraseUnread(shop: ShopId, named: NamedIn): Promise<void>;
  /** All of the shop's but this one, which loses its body: it says that the shop asked to be forgotten. */
  forgetShop(shop: ShopId, asking: string): Promise<void>;
  /** Shops that were forgotten within the last day. */
  forgottenShops(): Promise<readonly ShopId[]>;
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

const unlessNamed = (redacted: readonly string[]): mongo.Document => {
  const named = { $setIntersection: ['$persons', { $literal: redacted }] };
  return { $cond: [{ $gt: [{ $size: named }, 0] }, '$$REMOVE', '$body'] };
};

/** One command for all of them costs half of one a row; each finds its own people at the place of its id. */
const applying = (deliveries: readonly AppliedDelivery[], redacted: readonly string[]): mongo.Document[] => {
  const place = { $indexOfArray: [{ $literal: deliveries.map(({ id }) => id) }, '$_id'] };
  const persons = { $arrayElemAt: [{ $literal: deliveries.map((one) => one.persons) }, place] };
  return [
    { $set: { state: 'applied', persons, expiresAt: expiring(appliedForDays) } },
    { $unset: [...released] },
    ...(redacted.length === 0 ? [] : [{ $set: { body: unlessNamed(redacted) } }]),
  ];
};

const escaped = (text: string): string => text.replaceAll(/\W/g, String.raw`\$&`);

const patternOf = ({ texts, numbers }: NamedIn): RegExp => {
  const words = texts.map(escaped);
  const whole = numbers.map((number) => `(?<!\\d)${escaped(number)}(?!\\d)`);
  return new RegExp([...words, ...whole].join('|'), 'i');
};

/** They are few: what is quarantined and what has no handler. Base64 and other codings aren't looked through. */
const eraseUnread = async (rows: mongo.Collection<InboxRow>, shop: ShopId, named: NamedIn): Promise<void> => {
  if (named.texts.length + named.numbers.length === 0) return;
  const pattern = patternOf(named);
  const found: string[] = [];
  for (const state of ['quarantined', 'ignored'] as const)
    for await (const row of rows.find({ shop, state, body: { $exists: true } }))
      if (pattern.test(row.body?.toString() ?? '')) found.push(row._id);
  if (found.length > 0) await rows.updateMany({ _id: { $in: found } }, { $unset: { body: 1 } });
};

export const createInbox = (connection: Connection, claimMs: number = defaultClaimMs): Inbox => {
  const rows = inboxRows(connection);
  return {
    claim: claimFrom(rows, claimMs),
    markApplied: async (deliveries, redacted = []) => {
      if (deliveries.length === 0) return;
      const ids = deliveries.map(({ id }) => id);
      await rows.updateMany({ _id: { $in: ids }, state: 'stored' }, applying(deliveries, redacted));
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
    eraseUnread: (shop, named) => eraseUnread(rows, shop, named),
    forgetShop: async (shop, asking) => {
      await rows.deleteMany({ shop, _id: { $ne: asking } });
      await rows.updateOne({ _id: asking }, { $set: { forgotten: true }, $unset: { body: 1 } });
    },
    forgottenShops: async () => {
      const since = { $gt: ['$receivedAt', { $subtract: ['$$NOW', dayMs] }] };
      const found = await rows
        .find({ forgotten: true, $expr: since })
        .project<{ shop: ShopId }>({ shop: 1 })
        .toArray();
      return [...new Set(found.map(({ shop }) => shop))];
    },
  };
};
