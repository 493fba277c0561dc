import { z } from 'zod';

const productId = z.string().min(1).max(128);
const rev = z.int().nonnegative();
const days = z.number().nonnegative();
const share = z.number().min(0).max(1);

/** Days, at a quantity of one. */
const learnedIntervalSchema = z
  .object({
    p25: days.nullable(),
    p50: days.nullable(),
    p75: days.nullable(),
    /** Waits that ended in buying it again, and the people who bought it. */
    n: z.number().nonnegative(),
    customers: z.number().nonnegative(),
    source: z.enum(['product', 'type', 'vendor', 'shop', 'merchant']),
    confidence: z.enum(['high', 'medium', 'low', 'none']),
    /** Share of purchases that somebody comes back for. */
    score: share,
    replenishable: z.boolean(),
  })
  .meta({ id: 'LearnedInterval' });

const merchantTimingSchema = z.object({
  days: z.number().nullable(),
  mail: z.enum(['always', 'never']).nullable(),
});

export const productTimingSchema = z
  .object({
    productId: z.string(),
    title: z.string().nullable(),
    imageUrl: z.string().nullable(),
    /** Whose number a new order is reckoned with; `merchant`: the flow's own, where too little was learned. */
    numberOf: z.enum(['learned', 'override', 'merchant']),
    /** ISO 8601, for one piece, before the reminder's lead is taken off. */
    interval: z.string(),
    /** Whether anybody is asked about it at all. */
    asked: z.boolean(),
    learned: learnedIntervalSchema.nullable(),
    learnedAt: z.iso.datetime().nullable(),
    merchant: merchantTimingSchema,
    /** What a change must name. */
    rev,
  })
  .meta({ id: 'ProductTiming' });

export const productTimingsQuerySchema = z.strictObject({
  cursor: z.string().min(1).max(512).optional(),
  search: z.string().trim().min(1).max(120).optional(),
});

export const productTimingsSchema = z
  .object({
    products: z.array(productTimingSchema),
    nextCursor: z.string().nullable(),
    /** Days within which 80 % of those who come back have; null where too few came back. */
    returnDays: z.number().nullable(),
    /** Median days between two purchases of one thing by one person; null while nothing was learned. */
    intervalDays: z.number().nullable(),
  })
  .meta({ id: 'ProductTimings' });

export const productTimingDetailSchema = productTimingSchema
  .extend({
    /** By so many days this share of its buyers had bought it again, with the bounds of 95 %. */
    curve: z.array(z.object({ days, share, low: share, high: share })),
    /** Two pieces last 2 to the power of this times as long as one; null while nothing was learned. */
    quantityExponent: z.number().nullable(),
  })
  .meta({ id: 'ProductTimingDetail' });

export const productParamsSchema = z.strictObject({ product: productId });

/** Null takes a number, or a choice, back. */
export const timingChangeSchema = z
  .strictObject({
    rev,
    days: z.number().min(0.5).max(3650).nullable(),
    mail: z.enum(['always', 'never']).nullable(),
  })
  .meta({ id: 'TimingChange' });

const companionSchema = z
  .object({
    productId: z.string(),
    title: z.string().nullable(),
    score: z.number(),
    /** How many times likelier than by chance. */
    lift: z.number(),
    /** Orders with both. */
    orders: z.number(),
    /** People who bought it for the first time after the product. */
    followers: z.number(),
    direction: z.enum(['together', 'after']),
    medianGapDays: days,
    pinned: z.boolean(),
  })
  .meta({ id: 'Companion' });

export const companionsSchema = z
  .object({
    productId: z.string(),
    title: z.string().nullable(),
    /** In the order in which they are suggested; banned ones left out. */
    companions: z.array(companionSchema),
    banned: z.array(z.object({ productId: z.string(), title: z.string().nullable() })),
    learnedAt: z.iso.datetime().nullable(),
    rev,
  })
  .meta({ id: 'Companions' });

const products = z.array(productId).max(24);

export const companionChoiceSchema = z
  .strictObject({ rev, pins: products, bans: products })
  .refine(({ pins, bans }) => pins.every((id) => !bans.includes(id)), {
    path: ['bans'],
    message: 'can not hold what is pinned',
  })
  .meta({ id: 'CompanionChoice' });

export type ProductTimingView = z.infer<typeof productTimingSchema>;
export type ProductTimingsView = z.infer<typeof productTimingsSchema>;
export type ProductTimingDetailView = z.infer<typeof productTimingDetailSchema>;
export type TimingChange = z.infer<typeof timingChangeSchema>;
export type CompanionsView = z.infer<typeof companionsSchema>;
export type CompanionChoiceChange = z.infer<typeof companionChoiceSchema>;
