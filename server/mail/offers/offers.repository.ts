import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import type { Offer, OfferDiscount } from './offer.ts';

type OfferRow = Offer & { _id: string };
type DiscountRow = OfferDiscount & { _id: string; claimedUntil?: Date | undefined };

export type OfferChange = Partial<Omit<Offer, 'shop' | 'id' | 'createdAt' | 'rev'>>;
type DiscountChange = Partial<Omit<OfferDiscount, 'shop' | 'offer' | 'generation'>>;

export interface DiscountKey {
  readonly offer: string;
  readonly generation: number;
}

export interface Offers {
  /** False when there is one of this id. */
  create(shop: ShopId, offer: Offer): Promise<boolean>;
  find(shop: ShopId, id: string): Promise<Offer | undefined>;
  /** In the order in which they were made. */
  list(shop: ShopId): Promise<readonly Offer[]>;
  /** Null unless it is at that `rev`. */
  change(shop: ShopId, id: string, change: OfferChange & { readonly seen: number }): Promise<Offer | null>;
  /** Of an offer's generation; what is there stays. */
  ensureDiscount(shop: ShopId, discount: OfferDiscount): Promise<void>;
  /** All of them, gone ones left out. */
  discounts(shop: ShopId): Promise<readonly OfferDiscount[]>;
  changeDiscount(shop: ShopId, key: DiscountKey, change: DiscountChange): Promise<void>;
  /** The platform is done with what it was adding. */
  endCreation(shop: ShopId, key: DiscountKey): Promise<void>;
  /** False while somebody else works on it; by the database's clock. */
  claim(shop: ShopId, key: DiscountKey, forMs: number): Promise<boolean>;
  unclaim(shop: ShopId, key: DiscountKey): Promise<void>;
  ensureIndexes(): Promise<void>;
}

const idOf = (shop: ShopId, id: string): string => `${shop}/${id}`;
const discountId = (shop: ShopId, { offer, generation }: DiscountKey): string =>
  `${shop}/${offer}/${generation}`;

const createOfferRows = (connection: Connection): Pick<Offers, 'create' | 'find' | 'list' | 'change'> => {
  const rows = rowsOf<OfferRow>(connection, 'offers');
  const plain = ({ _id, ...offer }: OfferRow): Offer => offer;
  return {
    create: async (shop, offer) => {
      try {
        await rows.insertOne({ ...offer, shop, _id: idOf(shop, offer.id) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: async (shop, id) => {
      const row = await rows.findOne({ _id: idOf(shop, id), shop });
      return row === null ? undefined : plain(row);
    },
    list: async (shop) => (await rows.find({ shop }).sort({ createdAt: 1, _id: 1 }).toArray()).map(plain),
    change: async (shop, id, { seen, ...change }) => {
      const row = await rows.findOneAndUpdate(
        { _id: idOf(shop, id), shop, rev: seen },
        { $set: { ...change, rev: seen + 1 } },
        { returnDocument: 'after' },
      );
      return row === null ? null : plain(row);
    },
  };
};

const createDiscountRows = (
  connection: Connection,
): Omit<Offers, 'create' | 'find' | 'list' | 'change' | 'ensureIndexes'> => {
  const rows = rowsOf<DiscountRow>(connection, 'offer_discounts');
  return {
    ensureDiscount: async (shop, discount) => {
      const _id = discountId(shop, discount);
      await rows
        .updateOne({ _id, shop }, { $setOnInsert: { ...discount, shop } }, { upsert: true })
        .catch((error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
        });
    },
    discounts: async (shop) => {
      const found = await rows
        .find({ shop, state: { $ne: 'gone' } })
        .sort({ _id: 1 })
        .toArray();
      return found.map(({ _id, claimedUntil: _claim, ...discount }) => discount);
    },
    changeDiscount: async (shop, key, change) => {
      await rows.updateOne({ _id: discountId(shop, key), shop }, { $set: { ...change } });
    },
    endCreation: async (shop, key) => {
      await rows.updateOne({ _id: discountId(shop, key), shop }, { $unset: { creation: '' } });
    },
    claim: async (shop, key, forMs) => {
      const free = { $lt: [{ $ifNull: ['$claimedUntil', new Date(0)] }, '$$NOW'] };
      const claimed = await rows.updateOne({ _id: discountId(shop, key), shop, $expr: free }, [
        { $set: { claimedUntil: { $add: ['$$NOW', forMs] } } },
      ]);
      return claimed.modifiedCount === 1;
    },
    unclaim: async (shop, key) => {
      await rows.updateOne({ _id: discountId(shop, key), shop }, { $unset: { claimedUntil: '' } });
    },
  };
};

/** What merchants promise, and what their platform holds of it. The codes themselves: `offer-codes.repository.ts`. */
export const createOffers = (connection: Connection): Offers => ({
  ...createOfferRows(connection),
  ...createDiscountRows(connection),
  ensureIndexes: async () => {
    await rowsOf(connection, 'offers').createIndexes([{ key: { shop: 1, createdAt: 1 } }]);
    await rowsOf(connection, 'offer_discounts').createIndexes([{ key: { shop: 1, state: 1 } }]);
  },
});
