import type { ShopId } from '../../lib/brand.ts';

export const people = ['ada', 'ben', 'cleo'] as const;
export type Name = (typeof people)[number];

/** One platform's side of the story: what its merchant and its customers do, in the platform's own words over the wire. */
export interface PlatformDriver {
  readonly platform: 'shopify' | 'woocommerce';
  readonly shop: ShopId;
  addressOf(name: Name): string;
  /** Somebody who bought once, before the shop was connected. */
  readonly pastBuyer: string;
  /** The merchant connects the shop and its flows are live; resolves once its past is read. */
  connect(): Promise<void>;
  /** With an opt-in, and one product in it. */
  leave(name: Name): Promise<void>;
  buy(name: Name): Promise<void>;
  ship(name: Name): Promise<void>;
  renameProduct(title: string): Promise<void>;
  /** Somebody has an account, and writes their name so. */
  rename(name: Name, firstName: string): Promise<void>;
  /** The last thing told, told again word for word and then in a delivery of another id. */
  repeat(): Promise<void>;
  /** Somebody asks to be forgotten. */
  forget(name: Name): Promise<void>;
  /** The merchant goes, and wants nothing of the shop to stay. */
  vanish(): Promise<void>;
  close(): Promise<void>;
}
