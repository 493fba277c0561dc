import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { OfferDiscount, OfferTerms } from './offer.ts';

/** What becomes of codes that a platform was asked to add. */
export interface CodeCreation {
  readonly done: boolean;
  /** `ref`: the platform's own id of a code. */
  readonly made: readonly { readonly code: string; readonly ref: string }[];
  readonly refused: readonly string[];
}

interface CodeLinks {
  /** Leads to the same place with the code at hand; nothing in the address is lost. Where that can't be: as it was. */
  carry(target: string, code: string, shopUrl: string): string;
}

/**
 * Where one discount has many codes, which are made in advance and given out at once. Every call throws
 * `platform_refused` with the platform's own words, and what its client throws.
 */
export interface PooledDiscounts extends CodeLinks {
  readonly kind: 'pooled';
  /** Asked again after a lost answer it finds what it made; resolves to the platform's id. */
  create(discount: OfferDiscount, from: { readonly startsAt: Date; readonly endsAt: Date }): Promise<string>;
  extend(shop: ShopId, platformId: string, endsAt: Date): Promise<void>;
  /** 250 at most; resolves to what to ask `creation` for. */
  addCodes(shop: ShopId, platformId: string, codes: readonly string[]): Promise<string>;
  creation(shop: ShopId, id: string): Promise<CodeCreation>;
  removeCodes(shop: ShopId, platformId: string, refs: readonly string[]): Promise<void>;
  /** Done also when it is gone. */
  remove(shop: ShopId, platformId: string): Promise<void>;
}

export interface PersonalCode {
  readonly code: string;
  readonly contact: ContactId;
  readonly terms: OfferTerms;
  readonly title: string;
  readonly expiresAt: Date;
}

/** Where every code is a discount of its own, made for one address when it is needed. */
export interface PersonalDiscounts extends CodeLinks {
  readonly kind: 'personal';
  /** `refused`: by code, the platform's own words. What was made before is made still. */
  make(
    shop: ShopId,
    codes: readonly PersonalCode[],
  ): Promise<{
    readonly made: readonly { readonly code: string; readonly ref: string }[];
    readonly refused: ReadonlyMap<string, string>;
  }>;
  removeCodes(shop: ShopId, refs: readonly string[]): Promise<void>;
}

export type OfferPlatform = PooledDiscounts | PersonalDiscounts;

/** How a shop's platform does discounts; undefined where it can't. */
export type OfferPlatforms = (shop: ShopId) => OfferPlatform | undefined;
