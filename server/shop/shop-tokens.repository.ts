import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { rowsOf } from './rows.model.ts';

/** Sealed texts only: this file never sees a token. */
export interface SealedTokens {
  readonly accessToken: string;
  readonly accessExpiresAt?: Date | undefined;
  readonly refreshToken?: string | undefined;
  readonly refreshExpiresAt?: Date | undefined;
}

interface TokenRow extends Partial<SealedTokens> {
  _id: ShopId;
  leaseToken?: string | undefined;
  leaseUntil?: Date | undefined;
}

export interface ShopTokenRepository {
  find(shop: ShopId): Promise<SealedTokens | undefined>;
  /** One write: never a new access token beside an old refresh token. */
  save(shop: ShopId, tokens: SealedTokens): Promise<void>;
  /** Only while it is still this one: a pair that was renewed meanwhile is not touched. */
  expireAccess(shop: ShopId, sealedAccessToken: string): Promise<void>;
  /** Both halves of it, on the same condition. */
  expirePair(shop: ShopId, sealedAccessToken: string): Promise<void>;
  /** Seals anew what is there, in one write; false when the pair was renewed meanwhile. */
  replace(shop: ShopId, before: SealedTokens, after: SealedTokens): Promise<boolean>;
  delete(shop: ShopId): Promise<void>;
  /** The right to refresh, for ten seconds of the database's clock; false while somebody else holds it. */
  lease(shop: ShopId, token: string): Promise<boolean>;
  release(shop: ShopId, token: string): Promise<void>;
}

const leaseMs = 10_000;

export const createShopTokenRepository = (connection: Connection): ShopTokenRepository => {
  const rows = rowsOf<TokenRow>(connection, 'shop_tokens');
  return {
    find: async (shop) => {
      const row = await rows.findOne({ _id: shop });
      if (row?.accessToken === undefined) return undefined;
      const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = row;
      return { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt };
    },
    save: async (shop, tokens) => {
      const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = tokens;
      const $set = { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt };
      await rows.updateOne({ _id: shop }, { $set }, { upsert: true });
    },
    expireAccess: async (shop, accessToken) => {
      await rows.updateOne({ _id: shop, accessToken }, { $set: { accessExpiresAt: new Date(0) } });
    },
    expirePair: async (shop, accessToken) => {
      const past = { accessExpiresAt: new Date(0), refreshExpiresAt: new Date(0) };
      await rows.updateOne({ _id: shop, accessToken }, { $set: past });
    },
    replace: async (shop, { accessToken }, after) => {
      const $set = { accessToken: after.accessToken, refreshToken: after.refreshToken };
      return (await rows.updateOne({ _id: shop, accessToken }, { $set })).matchedCount === 1;
    },
    delete: async (shop) => {
      await rows.deleteOne({ _id: shop });
    },
    lease: async (shop, token) => {
      const free = { $expr: { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] } };
      const take = [{ $set: { leaseToken: token, leaseUntil: { $add: ['$$NOW', leaseMs] } } }];
      // No upsert: where there is no token there is nothing to renew.
      return (await rows.updateOne({ _id: shop, ...free }, take)).matchedCount === 1;
    },
    release: async (shop, token) => {
      await rows.updateOne({ _id: shop, leaseToken: token }, { $unset: { leaseToken: 1, leaseUntil: 1 } });
    },
  };
};
