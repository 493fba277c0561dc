import type { Connection } from 'mongoose';
import { asMessageId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import { codeId, codeRows } from './offer-codes.model.ts';
import type { DiscountKey } from './offers.repository.ts';

/** A code in somebody's hands of which nobody knows yet whether its mails have left. */
export interface OpenCode {
  readonly code: string;
  readonly messages: readonly MessageId[];
}

export interface EndingCode extends DiscountKey {
  readonly code: string;
  readonly ref: string;
}

export interface OfferClearing {
  /** Nobody gets one of these any more. */
  close(shop: ShopId, key: DiscountKey): Promise<void>;
  /** Whether somebody may still use one of these. */
  isLive(shop: ShopId, key: DiscountKey, now: Date): Promise<boolean>;
  /** Codes past their day, and those made for somebody who won't get them, are to be taken out of the platform. */
  end(shop: ShopId, now: Date): Promise<void>;
  ending(shop: ShopId, limit: number): Promise<readonly EndingCode[]>;
  gone(shop: ShopId, codes: readonly string[]): Promise<void>;
  /** Of a discount that the platform holds no more. */
  allGone(shop: ShopId, key: DiscountKey): Promise<void>;
  open(shop: ShopId, before: Date, limit: number): Promise<readonly OpenCode[]>;
  /** Its mails have left: it stays where it is. */
  kept(shop: ShopId, codes: readonly string[]): Promise<void>;
}

const byKey = (shop: ShopId, { offer, generation }: DiscountKey) => ({ shop, offer, generation });

/** What becomes of codes that nobody is to have any more, or that nobody knows the fate of. */
export const createOfferClearing = (connection: Connection): OfferClearing => {
  const rows = codeRows(connection);
  return {
    close: async (shop, key) => {
      await rows.updateMany({ ...byKey(shop, key), state: 'free' }, { $set: { state: 'gone' } });
    },
    isLive: async (shop, key, now) =>
      (await rows.findOne({
        ...byKey(shop, key),
        state: { $in: ['making', 'given'] },
        expiresAt: { $gt: now },
      })) !== null,
    end: async (shop, now) => {
      await rows.updateMany(
        { shop, state: 'given', expiresAt: { $lte: now } },
        { $set: { state: 'ending' }, $unset: { solo: '' } },
      );
      await rows.updateMany({ shop, state: 'spare', ref: { $exists: true } }, { $set: { state: 'ending' } });
    },
    ending: async (shop, limit) => {
      const found = await rows
        .find({ shop, state: 'ending', ref: { $exists: true } })
        .limit(limit)
        .toArray();
      return found.map(({ code, ref = '', offer, generation }) => ({ code, ref, offer, generation }));
    },
    gone: async (shop, codes) => {
      const ids = codes.map((code) => codeId(shop, code));
      await rows.updateMany({ _id: { $in: ids }, shop, state: 'ending' }, { $set: { state: 'gone' } });
    },
    allGone: async (shop, key) => {
      await rows.updateMany(byKey(shop, key), { $set: { state: 'gone' }, $unset: { solo: '' } });
    },
    open: async (shop, before, limit) => {
      const found = await rows
        .find({ shop, open: true, givenAt: { $lt: before } })
        .sort({ givenAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ code, messages = [] }) => ({
        code,
        messages: messages.map((id) => asMessageId(id)),
      }));
    },
    kept: async (shop, codes) => {
      const ids = codes.map((code) => codeId(shop, code));
      await rows.updateMany({ _id: { $in: ids }, shop }, { $unset: { open: '' } });
    },
  };
};
