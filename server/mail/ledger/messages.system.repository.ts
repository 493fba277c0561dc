import { mongo } from 'mongoose';
import type { Connection } from 'mongoose';
import { asContactId, asEnrollmentId, asMessageId, asShopId } from '../../lib/brand.ts';
import type { MessageId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import type { Ledger, LedgerSweep, NewMessage, RowPatch, ScheduledRow } from './ledger.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { SendingRowsPort } from '../../shop/inbox/sending-look.ts';
import { messageModel, toMessage } from './message.model.ts';
import type { MessageDocument, MessageModel } from './message.model.ts';

const duplicateKey = 11_000;

/** E11000 rows of an unordered insert; anything else is thrown on. */
const collidedIn = (error: unknown, rows: readonly NewMessage[]): ReadonlySet<MessageId> => {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  if (failures.length === 0 || failures.some((failure) => failure.code !== duplicateKey)) throw error;
  return new Set(failures.map((failure) => rows[failure.index]?.id ?? asMessageId('')));
};

const sendingDocument = (row: NewMessage, token: string, stateAt: Date): MessageDocument => ({
  _id: row.id,
  shop: row.shop,
  enrollment: row.enrollment,
  step: row.step,
  flow: row.flow,
  flowKey: row.flowKey,
  contact: row.contact,
  status: 'sending',
  ...(row.kind === undefined ? {} : { kind: row.kind }),
  token,
  attempt: row.attempt,
  stateAt,
});

/** What most patches of a batch have in common; only the provider's own id is each row's. */
const sharedFields = ({ id: _id, providerMessageId: _own, ...fields }: RowPatch): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const ownFields = ({ providerMessageId }: RowPatch): Record<string, string> =>
  providerMessageId === undefined ? {} : { providerMessageId };

const elementAt = (values: readonly unknown[], place: unknown): mongo.Document => ({
  $arrayElemAt: [{ $literal: values }, place],
});

/**
 * Rows end differently, yet one command settles them all: each picks its own patch by its place among the ids. Equal
 * patches travel once: a hundred accepted mails have the same answers of the gate.
 */
const patchStages = (patches: readonly RowPatch[]): mongo.Document[] => {
  const kinds = new Map<string, { readonly place: number; readonly fields: Record<string, unknown> }>();
  const kindOf = patches.map((patch) => {
    const fields = sharedFields(patch);
    const key = JSON.stringify(fields);
    const kind = kinds.get(key) ?? { place: kinds.size, fields };
    kinds.set(key, kind);
    return kind.place;
  });
  const place = { $indexOfArray: [{ $literal: patches.map(({ id }) => id) }, '$_id'] };
  const shared = elementAt(
    [...kinds.values()].map(({ fields }) => fields),
    elementAt(kindOf, place),
  );
  const freed = { $cond: [{ $eq: ['$status', 'scheduled'] }, '$$REMOVE', '$token'] };
  return [
    {
      $replaceWith: {
        $mergeObjects: ['$$ROOT', shared, elementAt(patches.map(ownFields), place), { stateAt: '$$NOW' }],
      },
    },
    { $set: { token: freed } },
  ];
};

const olderThan = (ms: number): mongo.Document => ({
  $expr: { $lt: ['$stateAt', { $subtract: ['$$NOW', ms] }] },
});

const toScheduledRow = (row: MessageDocument): ScheduledRow => ({
  id: asMessageId(row._id),
  shop: asShopId(row.shop),
  contact: asContactId(row.contact),
  enrollment: asEnrollmentId(row.enrollment),
  step: row.step,
});

const pipeline = { updatePipeline: true } as const;

const attemptWrites = (
  messages: MessageModel,
  rows: mongo.Collection<MessageDocument>,
  databaseNow: () => Date,
): Pick<Ledger, 'insertSending' | 'read' | 'includedIn' | 'takeScheduled' | 'takeUnknown' | 'settle'> => ({
  insertSending: async (fresh, token) => {
    if (fresh.length === 0) return new Set();
    const documents = fresh.map((row) => sendingDocument(row, token, databaseNow()));
    // Past mongoose: these documents are built here, and casting each again is a third of the command's cost.
    return rows.insertMany(documents, { ordered: false }).then(
      () => new Set<MessageId>(),
      (error: unknown) => collidedIn(error, fresh),
    );
  },
  read: async (ids) => {
    const found = await messages
      .aggregate<MessageDocument & { ageMs: number }>([
        { $match: { _id: { $in: [...ids] } } },
        { $set: { ageMs: { $subtract: ['$$NOW', '$stateAt'] } } },
      ])
      .exec();
    return new Map(found.map((row) => [asMessageId(row._id), { ...toMessage(row), ageMs: row.ageMs }]));
  },
  includedIn: async (enrollments) => {
    const rows = await messages
      .find({ includes: { $in: [...enrollments] }, status: { $in: ['accepted', 'unknown'] } })
      .lean<MessageDocument[]>();
    return new Map(
      rows.flatMap(({ _id, includes = [] }) =>
        includes.map((enrollment) => [asEnrollmentId(enrollment), asMessageId(_id)] as const),
      ),
    );
  },
  takeScheduled: async (ids, token) => {
    const taken = await messages.updateMany(
      { _id: { $in: [...ids] }, status: 'scheduled' },
      [{ $set: { status: 'sending', token: { $literal: token }, stateAt: '$$NOW' } }],
      pipeline,
    );
    return taken.matchedCount;
  },
  takeUnknown: async (id, token, olderThanMs) => {
    const taken = await messages.updateOne(
      { _id: id, status: 'unknown', kind: 'transactional', resent: { $ne: true }, ...olderThan(olderThanMs) },
      [{ $set: { status: 'sending', token: { $literal: token }, stateAt: '$$NOW', resent: true } }],
      pipeline,
    );
    return taken.matchedCount === 1;
  },
  settle: async (patches, token) => {
    if (patches.length === 0) return 0;
    const ids = patches.map((patch) => patch.id);
    const settled = await messages.updateMany(
      { _id: { $in: ids }, token, status: { $in: ['sending', 'unknown'] } },
      patchStages(patches),
      pipeline,
    );
    return settled.matchedCount;
  },
});

/** Its sender vanished before it could say so. */
const groundOfKind = { $cond: [{ $eq: ['$kind', 'transactional'] }, 'transactional', 'consent'] };

/** What is done to rows that nobody holds any more. */
const repairs = (
  messages: MessageModel,
): Pick<Ledger, 'markUnknown' | 'resolveUnknown' | 'cancelScheduled'> => ({
  markUnknown: async (id, token, olderThanMs) => {
    const own = token === undefined ? { token: { $exists: false } } : { token };
    const marked = await messages.updateOne(
      { _id: id, ...own, status: 'sending', ...olderThan(olderThanMs) },
      [{ $set: { status: 'unknown', stateAt: '$$NOW', reason: 'sender_vanished' } }],
      pipeline,
    );
    return marked.matchedCount === 1;
  },
  resolveUnknown: async (id, to, sentAt) => {
    const fields =
      to === 'accepted'
        ? { sentAt, decidedAt: sentAt, reason: '$$REMOVE', ground: groundOfKind }
        : { token: '$$REMOVE' };
    const resolved = await messages.updateOne(
      { _id: id, status: 'unknown' },
      [{ $set: { status: to, stateAt: '$$NOW', ...fields } }],
      pipeline,
    );
    return resolved.matchedCount === 1;
  },
  cancelScheduled: async (ids) => {
    await messages.updateMany(
      { _id: { $in: [...ids] }, status: 'scheduled' },
      [{ $set: { status: 'cancelled', stateAt: '$$NOW' } }],
      pipeline,
    );
  },
});

const createSendingRows = (messages: MessageModel): SendingRowsPort => ({
  find: async (shops) => {
    const rows = await messages
      .find({ shop: { $in: [...shops] }, status: 'sending' }, { _id: 1, token: 1 })
      .lean<Pick<MessageDocument, '_id' | 'token'>[]>();
    return rows.map((row) => ({ id: asMessageId(row._id), token: row.token ?? '' }));
  },
  anyStillSending: async (rows) => {
    if (rows.length === 0) return false;
    const same = rows.map((row) => ({ _id: row.id, token: row.token, status: 'sending' as const }));
    return (await messages.exists({ $or: same })) !== null;
  },
});

const createSweep = (messages: MessageModel): LedgerSweep => ({
  ageSending: async (olderThanMs) => {
    const aged = await messages.updateMany(
      { status: 'sending', ...olderThan(olderThanMs) },
      [{ $set: { status: 'unknown', stateAt: '$$NOW', reason: 'sender_vanished' } }],
      pipeline,
    );
    return aged.matchedCount;
  },
  scheduledAfter: async (last, limit) => {
    const rows = await messages
      .find({ status: 'scheduled', enrollment: { $gt: last } })
      .sort({ enrollment: 1 })
      .limit(limit)
      .lean<MessageDocument[]>();
    return rows.map(toScheduledRow);
  },
  unknownOlderThan: async (olderThanMs, limit) => {
    const rows = await messages
      .find({ status: 'unknown', ...olderThan(olderThanMs) })
      .limit(limit)
      .lean<MessageDocument[]>();
    return rows.map(toScheduledRow);
  },
});

export interface SystemMessages {
  readonly ledger: Ledger;
  readonly sendingRows: SendingRowsPort;
  readonly sweep: LedgerSweep;
  ensureIndexes(): Promise<void>;
}

/**
 * What reads across shops: the dispatch loop holds turns of many, the intake's groups and the sweep too.
 * An insert can't say `$$NOW`: `databaseNow` keeps a worker with a wrong clock from making rows that look old.
 */
export const createSystemMessages = (
  connection: Connection,
  databaseNow: () => Date = realNow,
): SystemMessages => {
  const messages = messageModel(connection);
  return {
    ledger: { ...attemptWrites(messages, rowsOf(connection, 'messages'), databaseNow), ...repairs(messages) },
    sendingRows: createSendingRows(messages),
    sweep: createSweep(messages),
    ensureIndexes: async () => {
      await messages.createIndexes();
    },
  };
};
