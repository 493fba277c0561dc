import type { Connection, mongo } from 'mongoose';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import type { ContactId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import { drawCode, foldCode } from './code-text.ts';
import { codeId, codeIndexes, codeRows } from './offer-codes.model.ts';
import type { CodeRow, CodeState } from './offer-codes.model.ts';
import type { GivenCode, Redemption } from './offer.ts';

export interface CodeAsk {
  readonly message: MessageId;
  readonly contact: ContactId;
  readonly flow: FlowId;
  readonly offer: string;
  readonly generation: number;
  readonly expiresAt: Date;
  readonly now: Date;
  /** A live code that the person holds already is no reason to show that one again. */
  readonly several: boolean;
}

export interface OfferCodes {
  /**
   * The code of this message: the one it has, else the live one of its person, else a free one. Null when there is none.
   * Any number of workers may ask at once: a message gets one code, a code from the pool one message.
   */
  giveTo(shop: ShopId, ask: CodeAsk): Promise<GivenCode | null>;
  /** The same without a pool: a new one is written down, to be made for this person. */
  askFor(shop: ShopId, ask: CodeAsk): Promise<GivenCode | null>;
  /** What these messages hold and nobody else shows goes back. A code that was used never does. */
  release(shop: ShopId, messages: readonly MessageId[]): Promise<void>;
  /** What an order did with a code, whoever gave it out; the newest telling of an order counts. False: no code of ours. */
  redeem(shop: ShopId, code: string, redemption: Redemption): Promise<boolean>;
  ensureIndexes(): Promise<void>;
}

type Rows = mongo.Collection<CodeRow>;

const toGiven = (row: CodeRow): GivenCode => ({
  code: row.code,
  offer: row.offer,
  generation: row.generation,
  flow: asFlowId(row.flow ?? ''),
  expiresAt: row.expiresAt ?? new Date(0),
  messages: (row.messages ?? []).map((id) => asMessageId(id)),
  making: row.state === 'making',
});

const held: readonly CodeState[] = ['making', 'given'];

/** The one it got before, on a first try that didn't get through; past its day it is of no use. */
const ownOf = async (rows: Rows, shop: ShopId, { message, now }: CodeAsk): Promise<CodeRow | null> => {
  const own = await rows.findOne({ shop, messages: message });
  if (own === null || (own.expiresAt !== undefined && own.expiresAt > now)) return own;
  await release(rows, shop, [message]);
  return null;
};

/** The earlier one is shown again; one that is over makes room for the next. */
const liveOf = async (
  rows: Rows,
  shop: ShopId,
  { contact, message, now }: CodeAsk,
): Promise<CodeRow | null> => {
  await rows.updateMany(
    { shop, contact, solo: true, $or: [{ expiresAt: { $lte: now } }, { state: { $nin: held } }] },
    { $unset: { solo: '' } },
  );
  return rows.findOneAndUpdate(
    { shop, contact, solo: true, expiresAt: { $gt: now }, state: { $in: held } },
    { $addToSet: { messages: message }, $set: { open: true } },
    { returnDocument: 'after' },
  );
};

const heldBy = ({ message, contact, flow, now, expiresAt, several }: CodeAsk) => ({
  messages: [message],
  contact,
  flow,
  givenAt: now,
  expiresAt,
  open: true,
  ...(several ? {} : { solo: true }),
});

const takeFree = (rows: Rows, shop: ShopId, ask: CodeAsk): Promise<CodeRow | null> =>
  rows.findOneAndUpdate(
    { shop, offer: ask.offer, generation: ask.generation, state: 'free' },
    { $set: { state: 'given', ...heldBy(ask) } },
    { sort: { _id: 1 }, returnDocument: 'after' },
  );

const writeDown = async (rows: Rows, shop: ShopId, ask: CodeAsk): Promise<CodeRow> => {
  const code = drawCode();
  const { offer, generation } = ask;
  const row: CodeRow = {
    _id: codeId(shop, code),
    shop,
    offer,
    generation,
    code,
    state: 'making',
    personal: true,
    ...heldBy(ask),
  };
  await rows.insertOne(row);
  return row;
};

type Fresh = (rows: Rows, shop: ShopId, ask: CodeAsk) => Promise<CodeRow | null>;

const giveOnce = async (
  rows: Rows,
  shop: ShopId,
  { ask, fresh }: { readonly ask: CodeAsk; readonly fresh: Fresh },
): Promise<CodeRow | null> => {
  const own = await ownOf(rows, shop, ask);
  if (own !== null) return own;
  const live = ask.several ? null : await liveOf(rows, shop, ask);
  if (live !== null) return live;
  return fresh(rows, shop, ask);
};

/** Two that meet are told so by an index; the next look finds what the other one did. */
const tries = 8;

const give = async (
  rows: Rows,
  shop: ShopId,
  asked: { readonly ask: CodeAsk; readonly fresh: Fresh },
): Promise<GivenCode | null> => {
  for (let left = tries; ; left -= 1) {
    try {
      const row = await giveOnce(rows, shop, asked);
      return row === null ? null : toGiven(row);
    } catch (error) {
      if (!isDuplicateKey(error) || left === 1) throw error;
    }
  }
};

const noneLeft = { $eq: [{ $size: '$left' }, 0] };
const isUsed = { $gt: [{ $size: { $ifNull: ['$redemptions', []] } }, 0] };
const goesBack = { $and: [noneLeft, { $not: isUsed }, { $in: ['$state', ['making', 'given']] }] };
const unlessBack = (field: string): mongo.Document => ({ $cond: ['$back', '$$REMOVE', `$${field}`] });

const releaseStages = (messages: readonly MessageId[]): mongo.Document[] => [
  { $set: { left: { $setDifference: [{ $ifNull: ['$messages', []] }, { $literal: [...messages] }] } } },
  { $set: { back: goesBack } },
  {
    $set: {
      messages: { $cond: [noneLeft, '$$REMOVE', '$left'] },
      state: {
        $cond: ['$back', { $cond: [{ $eq: ['$personal', true] }, 'spare', 'free'] }, '$state'],
      },
      contact: unlessBack('contact'),
      flow: unlessBack('flow'),
      givenAt: unlessBack('givenAt'),
      expiresAt: unlessBack('expiresAt'),
      solo: unlessBack('solo'),
      open: unlessBack('open'),
    },
  },
  { $unset: ['left', 'back'] },
];

const release = async (rows: Rows, shop: ShopId, messages: readonly MessageId[]): Promise<void> => {
  if (messages.length === 0) return;
  await rows.updateMany({ shop, messages: { $in: [...messages] } }, releaseStages(messages));
};

const redeem = async (
  rows: Rows,
  shop: ShopId,
  { code, redemption }: { readonly code: string; readonly redemption: Redemption },
): Promise<boolean> => {
  const { order, toldAt } = redemption;
  const others = {
    $filter: {
      input: { $ifNull: ['$redemptions', []] },
      cond: { $ne: ['$$this.order', { $literal: order }] },
    },
  };
  const newer = { redemptions: { $elemMatch: { order, toldAt: { $gt: toldAt } } } };
  const _id = codeId(shop, foldCode(code));
  await rows.updateOne({ _id, shop, $nor: [newer] }, [
    {
      $set: {
        redemptions: { $concatArrays: [others, [{ $literal: redemption }]] },
        // Used before anybody was given it: nobody is to be given it now.
        state: { $cond: [{ $eq: ['$state', 'free'] }, 'gone', '$state'] },
      },
    },
    { $unset: 'solo' },
  ]);
  return (await rows.countDocuments({ _id, shop }, { limit: 1 })) === 1;
};

/** Codes in people's hands: given, shown again, given back, used. */
export const createOfferCodes = (connection: Connection): OfferCodes => {
  const rows = codeRows(connection);
  return {
    giveTo: (shop, ask) => give(rows, shop, { ask, fresh: takeFree }),
    askFor: (shop, ask) => give(rows, shop, { ask, fresh: writeDown }),
    release: (shop, messages) => release(rows, shop, messages),
    redeem: (shop, code, redemption) => redeem(rows, shop, { code, redemption }),
    ensureIndexes: async () => {
      await rows.createIndexes([...codeIndexes]);
    },
  };
};
