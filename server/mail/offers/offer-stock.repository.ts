import type { Connection, mongo } from 'mongoose';
import { asContactId } from '../../lib/brand.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { codeId, codeRows } from './offer-codes.model.ts';
import type { CodeRow } from './offer-codes.model.ts';
import type { DiscountKey } from './offers.repository.ts';

export interface PoolLevel {
  readonly free: number;
  readonly making: number;
}

export interface CodeToMake {
  readonly code: string;
  readonly contact: ContactId;
  readonly offer: string;
  readonly generation: number;
  readonly expiresAt: Date;
}

export interface OfferStock {
  level(shop: ShopId, key: DiscountKey): Promise<PoolLevel>;
  /** How many were given since then, by any generation of the offer. */
  givenSince(shop: ShopId, offer: string, since: Date): Promise<number>;
  addMaking(shop: ShopId, key: DiscountKey, codes: readonly string[]): Promise<void>;
  /** Free from now on; those of one person are theirs from now on. */
  made(shop: ShopId, codes: readonly { readonly code: string; readonly ref: string }[]): Promise<void>;
  /** The platform won't have them; whoever waits for one is given another. */
  refused(shop: ShopId, codes: readonly string[]): Promise<void>;
  /** Of a pool: what nobody knows the fate of is given up. Resolves to how many. */
  giveUpMaking(shop: ShopId, key: DiscountKey): Promise<number>;
  toMake(shop: ShopId, limit: number): Promise<readonly CodeToMake[]>;
}

const byKey = (shop: ShopId, { offer, generation }: DiscountKey) => ({ shop, offer, generation });

/** A code that was given back while it was being made stays nobody's. */
const nowThere = (ref: string): mongo.Document => {
  const inHands = { $cond: [{ $eq: ['$personal', true] }, 'given', 'free'] };
  return {
    ref: { $literal: ref },
    state: { $cond: [{ $eq: ['$state', 'making'] }, inHands, '$state'] },
  };
};

/** What a code loses that nobody is to have. */
const heldBy = {
  messages: '',
  contact: '',
  flow: '',
  givenAt: '',
  expiresAt: '',
  solo: '',
  open: '',
} as const;

/** The stock of codes behind the offers of a shop: how many there are, and how it is filled. */
export const createOfferStock = (connection: Connection): OfferStock => {
  const rows = codeRows(connection);
  const ids = (shop: ShopId, codes: readonly string[]): string[] => codes.map((code) => codeId(shop, code));
  return {
    level: async (shop, key) => {
      const [free, making] = await Promise.all([
        rows.countDocuments({ ...byKey(shop, key), state: 'free' }),
        rows.countDocuments({ ...byKey(shop, key), state: 'making' }),
      ]);
      return { free, making };
    },
    givenSince: (shop, offer, since) => rows.countDocuments({ shop, offer, givenAt: { $gt: since } }),
    addMaking: async (shop, key, codes) => {
      const fresh = codes.map((code): CodeRow => ({
        _id: codeId(shop, code),
        ...byKey(shop, key),
        code,
        state: 'making',
      }));
      if (fresh.length > 0) await rows.insertMany(fresh, { ordered: false });
    },
    made: async (shop, codes) => {
      const operations = codes.map(({ code, ref }) => ({
        updateOne: { filter: { _id: codeId(shop, code), shop }, update: [{ $set: nowThere(ref) }] },
      }));
      if (operations.length > 0) await rows.bulkWrite(operations, { ordered: false });
    },
    refused: async (shop, codes) => {
      await rows.updateMany(
        { _id: { $in: ids(shop, codes) }, shop, state: 'making' },
        { $set: { state: 'gone' }, $unset: heldBy },
      );
    },
    giveUpMaking: async (shop, key) => {
      const lost = { ...byKey(shop, key), state: 'making' as const, personal: { $ne: true } };
      return (await rows.updateMany(lost, { $set: { state: 'gone' } })).modifiedCount;
    },
    toMake: async (shop, limit) => {
      const found = await rows
        .find({ shop, state: 'making', personal: true })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ code, contact = '', offer, generation, expiresAt = new Date(0) }) => ({
        code,
        contact: asContactId(contact),
        offer,
        generation,
        expiresAt,
      }));
    },
  };
};
