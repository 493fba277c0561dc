import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import type { CompanionShelf, LearnedOfProduct } from './companion-source.ts';
import { companionsModel } from './companions.model.ts';
import type { CompanionsDocument } from './companions.model.ts';
import { readCompanions } from './stored-companions.ts';

const idOf = (shop: ShopId, productId: string): string => `${shop}/${productId}`;

const batchSize = 500;

type Entry = readonly [string, LearnedOfProduct];

const upsertOf = (shop: ShopId, at: Date, [productId, { companions, popularNext }]: Entry) => ({
  updateOne: {
    filter: { _id: idOf(shop, productId) },
    update: {
      $set: { shop, productId, companions: [...companions], popularNext: [...popularNext], learnedAt: at },
    },
    upsert: true,
  },
});

export const createCompanionsRepository = (connection: Connection): CompanionShelf => {
  const rows = connection.collection<CompanionsDocument>(
    companionsModel(connection).collection.collectionName,
  );
  return {
    find: async (shop, productIds) => {
      if (productIds.length === 0) return [];
      const ids = productIds.map((productId) => idOf(shop, productId));
      const found = await rows.find({ _id: { $in: ids }, shop }).toArray();
      return found.flatMap((document) => readCompanions(document) ?? []);
    },
    // The old ones go last: a reader in between finds old or new, never nothing.
    replace: async (shop, learned, at) => {
      const all = [...learned];
      for (let from = 0; from < all.length; from += batchSize) {
        const batch = all.slice(from, from + batchSize).map((entry) => upsertOf(shop, at, entry));
        await rows.bulkWrite(batch, { ordered: false });
      }
      const outdated = { shop, learnedAt: { $lt: at } };
      await rows.deleteMany({ ...outdated, rev: { $exists: false } });
      await rows.updateMany(outdated, { $unset: { companions: 1, popularNext: 1, learnedAt: 1 } });
    },
    choose: async (shop, { productId, rev, choice, at, by }) => {
      const seen = rev === 0 ? { rev: { $exists: false } } : { rev };
      const update = { $set: { shop, productId, choice, rev: rev + 1, changedAt: at, changedBy: by } };
      try {
        const filter = { _id: idOf(shop, productId), ...seen };
        const written = await rows.updateOne(filter, update, { upsert: rev === 0 });
        return written.matchedCount + written.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
