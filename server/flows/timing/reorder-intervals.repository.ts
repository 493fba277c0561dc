import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import type { ReorderModel } from '../../recommendations/reorder-model.ts';
import type { LearnedProduct } from './product-timing.ts';
import { reorderIntervalCollection } from './reorder-intervals.model.ts';
import type { ReorderIntervalDocument } from './reorder-intervals.model.ts';
import { readShopTiming, readTiming } from './stored-timing.ts';
import type { StoredTiming } from './stored-timing.ts';
import type { LearnedTimings, MerchantChange, TimingShelf } from './timing-shelf.ts';

const idOf = (shop: ShopId, productId = ''): string => `${shop}/${productId}`;

const batchSize = 500;

const upsertOf = (shop: ShopId, at: Date, { model, curve }: LearnedProduct) => ({
  updateOne: {
    filter: { _id: idOf(shop, model.productId) },
    update: {
      $set: { shop, productId: model.productId, model, curve: [...curve], learnedAt: at },
      $unset: { added: 1 as const },
    },
    upsert: true,
  },
});

const additionOf = (shop: ShopId, order: string, model: ReorderModel) => ({
  updateOne: {
    filter: { _id: idOf(shop, model.productId), added: { $ne: order } },
    update: { $set: { model }, $push: { added: order } },
  },
});

type Rows = ReturnType<typeof reorderIntervalCollection>;

/** The shop's own row goes last: who finds a new word there finds everything it stands for. */
const replaceIn = async (
  rows: Rows,
  shop: ShopId,
  { products, shop: ofShop, at }: LearnedTimings,
): Promise<void> => {
  for (let start = 0; start < products.length; start += batchSize) {
    const batch = products.slice(start, start + batchSize).map((one) => upsertOf(shop, at, one));
    await rows.bulkWrite(batch, { ordered: false });
  }
  const outdated = { shop, productId: { $exists: true }, learnedAt: { $lt: at } };
  await rows.updateMany(outdated, { $unset: { model: 1, curve: 1, learnedAt: 1, added: 1 } });
  await rows.deleteMany({
    shop,
    productId: { $exists: true },
    model: { $exists: false },
    rev: { $exists: false },
  });
  const own = { $set: { shop, ofShop, learnedAt: at } };
  await rows.updateOne({ _id: idOf(shop) }, own, { upsert: true });
};

const sayIn = async (rows: Rows, shop: ShopId, change: MerchantChange): Promise<boolean> => {
  const { productId, rev, merchant, at, by } = change;
  const seen = rev === 0 ? { rev: { $exists: false } } : { rev };
  const update = { $set: { shop, productId, merchant, rev: rev + 1, changedAt: at, changedBy: by } };
  try {
    const written = await rows.updateOne({ _id: idOf(shop, productId), ...seen }, update, {
      upsert: rev === 0,
    });
    return written.matchedCount + written.upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
};

const cursorOf = ({ model, _id }: ReorderIntervalDocument): string => `${model?.customers ?? 0}~${_id}`;

const behind = (cursor: string | undefined): object => {
  const [, text, id] = /^(\d+)~(.+)$/.exec(cursor ?? '') ?? [];
  if (text === undefined || id === undefined) return {};
  const customers = Number(text);
  const same = customers === 0 ? { 'model.customers': { $in: [0, null] } } : { 'model.customers': customers };
  const fewer =
    customers === 0 ? [] : [{ 'model.customers': { $lt: customers } }, { 'model.customers': null }];
  return { $or: [...fewer, { ...same, _id: { $gt: id } }] };
};

const read = (documents: readonly ReorderIntervalDocument[]): readonly StoredTiming[] =>
  documents.flatMap((document) => readTiming(document) ?? []);

export const createReorderIntervalsRepository = (connection: Connection): TimingShelf => {
  const rows = reorderIntervalCollection(connection);
  const find: TimingShelf['find'] = async (shop, productIds) => {
    if (productIds.length === 0) return [];
    const ids = productIds.map((productId) => idOf(shop, productId));
    return read(await rows.find({ _id: { $in: ids }, shop }).toArray());
  };
  return {
    find,
    timingsOf: async (shop, productIds) =>
      new Map((await find(shop, productIds)).map((timing) => [timing.productId, timing])),
    shopTiming: async (shop) => readShopTiming((await rows.findOne({ _id: idOf(shop) }))?.ofShop),
    learnedFrom: async (shop) => (await rows.findOne({ _id: idOf(shop) }))?.learnedFrom,
    noteLearned: async (shop, from) => {
      await rows.updateOne({ _id: idOf(shop), shop }, { $set: { learnedFrom: from } });
    },
    replace: (shop, learned) => replaceIn(rows, shop, learned),
    list: async (shop, { after, limit }) => {
      const found = await rows
        .find({ shop, productId: { $exists: true }, ...behind(after) })
        .sort({ 'model.customers': -1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last !== undefined ? cursorOf(last) : undefined;
      return { timings: read(page), next };
    },
    add: async (shop, order, models) => {
      if (models.length === 0) return;
      await rows.bulkWrite(
        models.map((model) => additionOf(shop, order, model)),
        { ordered: false },
      );
    },
    say: (shop, change) => sayIn(rows, shop, change),
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
