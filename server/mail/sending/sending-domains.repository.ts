import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { SendingDomain } from './sending-domain.ts';

interface DomainRow extends SendingDomain {
  readonly _id: string;
}

export interface SendingDomains {
  find(shop: ShopId): Promise<SendingDomain | undefined>;
  /** False when another shop has proved the same domain. */
  save(shop: ShopId, domain: Omit<SendingDomain, 'shop'>): Promise<boolean>;
  remove(shop: ShopId): Promise<void>;
  ensureIndexes(): Promise<void>;
}

const duplicate = 11_000;

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === duplicate;

/** One a shop. A domain belongs to the first shop that proves it; merely naming one keeps nobody else from it. */
export const createSendingDomains = (connection: Connection): SendingDomains => {
  const rows = rowsOf<DomainRow>(connection, 'sending_domains');
  return {
    find: async (shop) => {
      const row = await rows.findOne({ _id: shop });
      if (row === null) return undefined;
      const { _id, ...domain } = row;
      return domain;
    },
    save: async (shop, domain) => {
      try {
        await rows.replaceOne({ _id: shop }, { ...domain, shop }, { upsert: true });
        return true;
      } catch (error) {
        if (isTaken(error)) return false;
        throw error;
      }
    },
    remove: async (shop) => {
      await rows.deleteOne({ _id: shop });
    },
    ensureIndexes: async () => {
      await rows.createIndexes([
        { key: { name: 1 }, unique: true, partialFilterExpression: { state: 'verified' } },
        { key: { nextCheckAt: 1 }, partialFilterExpression: { nextCheckAt: { $exists: true } } },
      ]);
    },
  };
};
