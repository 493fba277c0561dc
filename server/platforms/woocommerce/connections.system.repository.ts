import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { digest, randomToken } from '../../lib/digest.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** A store that was invited, or is connected. Secrets are sealed, tokens kept as digests. */
export interface WooConnection {
  readonly id: string;
  readonly storeUrl: string;
  readonly shop: ShopId;
  readonly isConnected: boolean;
  /** Sealed; what the store signs its deliveries with. */
  readonly webhookSecret: string;
  /** Up to when its past and present were read. Store time. */
  readonly readUntil?: Date | undefined;
}

interface ConnectionRow {
  _id: string;
  storeUrl: string;
  shop: ShopId;
  isConnected: boolean;
  webhookSecret: string;
  readUntil?: Date | undefined;
  inviteDigest?: string | undefined;
  inviteUntil?: Date | undefined;
  nonceDigest?: string | undefined;
  nonceUntil?: Date | undefined;
}

/**
 * Who asks is not known by shop yet: an invitation, an answer of a store or a delivery names a connection. Tokens are
 * random, kept as digests, and good for a time.
 */
export interface WooConnections {
  /** A new invitation for a store; an older one of the same store ends. Resolves to the token of its address. */
  invite(store: { storeUrl: string; shop: ShopId; webhookSecret: string }): Promise<string>;
  invited(token: string): Promise<WooConnection | undefined>;
  /** What the store has to bring back, once, within ten minutes; undefined when the invitation is over. */
  begin(token: string): Promise<string | undefined>;
  /** Ends the nonce, whatever comes of it. */
  redeem(nonce: string): Promise<WooConnection | undefined>;
  /** The invitation is used up. */
  markConnected(id: string): Promise<void>;
  find(id: string): Promise<WooConnection | undefined>;
  ofShop(shop: ShopId): Promise<WooConnection | undefined>;
  /** Its webhooks are known by their secret still, and ignored; its past is read anew when it comes back. */
  end(shop: ShopId): Promise<void>;
  connectedShops(): Promise<readonly ShopId[]>;
  saveReadUntil(id: string, at: Date): Promise<void>;
}

const inviteMs = 86_400_000;
const nonceMs = 600_000;

const toConnection = (row: ConnectionRow | null): WooConnection | undefined => {
  if (row === null) return undefined;
  const { _id: id, storeUrl, shop, isConnected, webhookSecret, readUntil } = row;
  return { id, storeUrl, shop, isConnected, webhookSecret, readUntil };
};

const digestOf = (kind: 'invite' | 'nonce', token: string): string => digest('woocommerce', kind, token);
const inTime = (field: string): mongo.Document => ({ $expr: { $gt: [`$${field}`, '$$NOW'] } });
const later = (ms: number): mongo.Document => ({ $add: ['$$NOW', ms] });

export const createWooConnections = (connection: Connection): WooConnections => {
  const rows = rowsOf<ConnectionRow>(connection, 'woocommerce_connections');
  const byInvite = (token: string) => ({ inviteDigest: digestOf('invite', token), ...inTime('inviteUntil') });
  return {
    invite: async ({ storeUrl, shop, webhookSecret }) => {
      const token = randomToken(24);
      const fresh = { storeUrl, shop, inviteDigest: digestOf('invite', token), inviteUntil: later(inviteMs) };
      const kept = {
        isConnected: { $ifNull: ['$isConnected', false] },
        webhookSecret: { $ifNull: ['$webhookSecret', webhookSecret] },
      };
      await rows.updateOne({ _id: digest('woocommerce', storeUrl) }, [{ $set: { ...fresh, ...kept } }], {
        upsert: true,
      });
      return token;
    },
    invited: async (token) => toConnection(await rows.findOne(byInvite(token))),
    begin: async (token) => {
      const nonce = randomToken(24);
      const change = { nonceDigest: digestOf('nonce', nonce), nonceUntil: later(nonceMs) };
      const { matchedCount } = await rows.updateOne(byInvite(token), [{ $set: change }]);
      return matchedCount === 1 ? nonce : undefined;
    },
    redeem: async (nonce) => {
      const held = { nonceDigest: digestOf('nonce', nonce), ...inTime('nonceUntil') };
      return toConnection(await rows.findOneAndUpdate(held, { $unset: { nonceDigest: 1, nonceUntil: 1 } }));
    },
    markConnected: async (id) => {
      const change = { $set: { isConnected: true }, $unset: { inviteDigest: 1, inviteUntil: 1 } } as const;
      await rows.updateOne({ _id: id }, change);
    },
    find: async (id) => toConnection(await rows.findOne({ _id: id })),
    ofShop: async (shop) => toConnection(await rows.findOne({ shop, isConnected: true })),
    end: async (shop) => {
      const change = {
        $set: { isConnected: false },
        $unset: { readUntil: 1, nonceDigest: 1, nonceUntil: 1 },
      } as const;
      await rows.updateOne({ shop }, change);
    },
    connectedShops: async () =>
      (await rows.find({ isConnected: true }).project<{ shop: ShopId }>({ _id: 0, shop: 1 }).toArray()).map(
        ({ shop }) => shop,
      ),
    saveReadUntil: async (id, at) => {
      await rows.updateOne({ _id: id }, { $max: { readUntil: at } });
    },
  };
};
