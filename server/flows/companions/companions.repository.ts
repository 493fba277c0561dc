import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import type { Companion } from '../../recommendations/companions.ts';
import type { CompanionShelf } from './companion-source.ts';
import { companionsModel } from './companions.model.ts';
import type { CompanionsDocument } from './companions.model.ts';

const idOf = (shop: ShopId, productId = ''): string => `${shop}/${productId}`;

const batchSize = 500;

const upsertOf = (shop: ShopId, at: Date, [productId, companions]: [string, readonly Companion[]]) => ({
  updateOne: {
    filter: { _id: idOf(shop, productId) },
    update: { $set: { shop, productId, companions: [...companions], learnedAt: at } },
    upsert: true,
  },
});

export const createCompanionsRepository = (connection: Connection): CompanionShelf => {
  const rows = connection.collection<CompanionsDocument>(
    companionsModel(connection).collection.collectionName,
  );
  return {
    learnedAt: async (shop) => (await rows.findOne({ _id: idOf(shop) }))?.learnedAt ?? null,
    find: async (shop, productIds) => {
      const ids = productIds.map((productId) => idOf(shop, productId));
      const found = await rows.find({ _id: { $in: ids }, shop }).toArray();
      return new Map(found.map(({ productId, companions }) => [productId ?? '', companions ?? []]));
    },
    // The old ones go last: a reader in between finds old or new, never nothing.
    replace: async (shop, companions, at) => {
      const all = [...companions];
      for (let from = 0; from < all.length; from += batchSize)
        await rows.bulkWrite(
          all.slice(from, from + batchSize).map((entry) => upsertOf(shop, at, entry)),
          { ordered: false },
        );
      await rows.updateOne({ _id: idOf(shop) }, { $set: { shop, learnedAt: at } }, { upsert: true });
      await rows.deleteMany({ shop, learnedAt: { $lt: at } });
    },
  };
};
