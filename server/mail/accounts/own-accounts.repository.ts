import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** A shop's own account at SendGrid. Its key is a sealed text here: this file never sees it. */
export interface OwnAccount {
  readonly sealedKey: string;
  /** SendGrid's public name of the key, as its own list of keys shows it. */
  readonly keyId: string;
  /** What its events are signed with: a public key, in base64. */
  readonly webhookKey?: string | undefined;
  readonly savedAt: Date;
  /** Since when the provider refuses the key. */
  readonly refusedAt?: Date | undefined;
}

interface AccountRow extends OwnAccount {
  readonly _id: ShopId;
}

export interface OwnAccounts {
  find(shop: ShopId): Promise<OwnAccount | undefined>;
  save(shop: ShopId, account: OwnAccount): Promise<void>;
  /** Seals anew what is there; false when another key took its place meanwhile. */
  replace(shop: ShopId, before: string, after: string): Promise<boolean>;
  /** Only while it is still this key. `undefined`: it is taken again. */
  markRefused(shop: ShopId, keyId: string, at: Date | undefined): Promise<void>;
  /** False when there is none. */
  remove(shop: ShopId): Promise<boolean>;
}

/** One a shop. */
export const createOwnAccounts = (connection: Connection): OwnAccounts => {
  const rows = rowsOf<AccountRow>(connection, 'mail_accounts');
  return {
    find: async (shop) => {
      const row = await rows.findOne({ _id: shop });
      if (row === null) return undefined;
      const { _id, ...account } = row;
      return account;
    },
    save: async (shop, account) => {
      await rows.replaceOne({ _id: shop }, account, { upsert: true });
    },
    replace: async (shop, before, after) => {
      const change = { $set: { sealedKey: after } };
      return (await rows.updateOne({ _id: shop, sealedKey: before }, change)).matchedCount === 1;
    },
    markRefused: async (shop, keyId, at) => {
      const change = at === undefined ? { $unset: { refusedAt: 1 as const } } : { $set: { refusedAt: at } };
      await rows.updateOne({ _id: shop, keyId }, change);
    },
    remove: async (shop) => (await rows.deleteOne({ _id: shop })).deletedCount === 1,
  };
};
