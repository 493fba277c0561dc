import { z } from 'zod';
import type { FlowId, MessageId, ShopId } from '../../lib/brand.ts';

/** A decimal of two places at most, above zero, in the currency of the shop. */
const amountSchema = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,2})?$/, 'must be an amount such as 5.00')
  .refine((text) => Number(text) > 0, 'must be above zero');

const productIdSchema = z.string().regex(/^\d{1,20}$/, 'must be the id of a product');

/** What is promised, in the words of no platform. Amounts are in the currency of the shop. */
export const offerTermsSchema = z.strictObject({
  value: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percentage'), percent: z.int().min(1).max(100) }),
    z.strictObject({ kind: z.literal('amount'), amount: amountSchema }),
  ]),
  /** What has to be in the cart for it. */
  minimum: amountSchema.nullable(),
  appliesTo: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everything') }),
    z.strictObject({
      kind: z.literal('products'),
      productIds: z
        .array(productIdSchema)
        .min(1)
        .max(100)
        .refine((ids) => new Set(ids).size === ids.length, 'names a product twice'),
    }),
  ]),
});
export type OfferTerms = z.infer<typeof offerTermsSchema>;

export const offerIdPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A merchant's promise; flows name it by its id. */
export interface Offer {
  readonly shop: ShopId;
  readonly id: string;
  readonly title: string;
  readonly terms: OfferTerms;
  /** Whole days after the day of the mail; the last of them counts to its end in the shop's zone. */
  readonly validDays: number;
  /** Somebody who still holds a live code of another mail gets a further one all the same. */
  readonly several: boolean;
  readonly status: 'active' | 'retired';
  /** Rises when the terms change: codes that were given keep what they promised. */
  readonly generation: number;
  /** Rises with every change; a writer names the one it has seen. */
  readonly rev: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The platform's id of the staff member. */
  readonly updatedBy?: string | undefined;
}

/** What a platform holds of one generation of an offer; there are no others that codes belong to. */
export interface OfferDiscount {
  readonly shop: ShopId;
  readonly offer: string;
  readonly generation: number;
  readonly title: string;
  readonly terms: OfferTerms;
  readonly currency: string;
  /** The code that the discount is made with: known before it is made, so that it is found again. */
  readonly firstCode: string;
  /** `refused`: the platform says what is wrong with it, and nobody asks again until the terms change. */
  readonly state: 'wanted' | 'there' | 'refused' | 'gone';
  readonly platformId?: string | undefined;
  /** Until when its codes are good in the platform. */
  readonly endsAt?: Date | undefined;
  /** Codes the platform is adding. */
  readonly creation?: string | undefined;
  /** A code of ours, and the platform's own by field. */
  readonly problem?: { readonly code: string; readonly fields: Readonly<Record<string, string>> } | undefined;
}

/** A code in somebody's hands. */
export interface GivenCode {
  readonly code: string;
  readonly offer: string;
  readonly generation: number;
  readonly flow: FlowId;
  readonly expiresAt: Date;
  /** Every mail that shows it. */
  readonly messages: readonly MessageId[];
  /** Still being made at the platform: nobody may be told of it yet. */
  readonly making: boolean;
}

export interface Redemption {
  readonly order: string;
  readonly at: Date;
  /** What it took off the order when it was placed. */
  readonly amount: string;
  /** The same net of what was refunded or cancelled since. */
  readonly net: string;
  readonly currency: string;
  /** Of the order: an older telling changes nothing. */
  readonly toldAt: Date;
}
