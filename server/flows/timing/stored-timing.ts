import { z } from 'zod';
import type { CurvePoint } from '../../recommendations/reorder-model.ts';
import type { ProductTiming, ShopTiming } from './product-timing.ts';

const number = z.number();
const share = number.min(0).max(1);
const count = number.nonnegative();
const days = number.nonnegative().nullable();
const source = z.enum(['product', 'type', 'vendor', 'shop', 'merchant']);

/** The database keeps what is undefined as null. */
const trait = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const modelSchema = z.object({
  productId: z.string(),
  type: trait,
  vendor: trait,
  replenishable: z.boolean(),
  p25: days,
  p50: days,
  p75: days,
  n: count,
  customers: count,
  source,
  confidence: z.enum(['high', 'medium', 'low', 'none']),
  score: share,
  logMean: number,
  logSpread: number,
  prior: z.object({ logMean: number, score: share, source }),
  evidence: z.object({
    ended: number,
    begun: number,
    openWeight: number,
    logSum: number,
    logSquares: number,
  }),
});

const rhythmSchema = z.object({
  learnedAt: number,
  intervalDays: number.positive(),
  learned: z.boolean(),
  quantityExponent: number,
  logMean: number,
  logSpread: number,
  score: share,
  rateCuts: z.array(number),
  curves: z.array(z.array(number)),
  orders: z.object({ logMean: number, survival: z.array(number) }),
});

/** Half a day to ten years. */
const merchantDaysSchema = number.min(0.5).max(3650);
const mailChoiceSchema = z.enum(['always', 'never']);

const rowSchema = z.object({
  productId: z.string(),
  model: modelSchema.optional(),
  curve: z.array(z.object({ days: count, share, low: share, high: share })).default([]),
  learnedAt: z.date().optional(),
  merchant: z.object({ days: merchantDaysSchema.optional(), mail: mailChoiceSchema.optional() }).optional(),
  rev: count.default(0),
});

const shopSchema = z.object({ rhythm: rhythmSchema, returned: count });

export interface StoredTiming extends ProductTiming {
  readonly curve: readonly CurvePoint[];
  readonly learnedAt?: Date | undefined;
  /** What a change of the merchant's must name. */
  readonly rev: number;
}

/** A row that can't be read counts as nothing learned: the merchant's number takes over, openly. */
export const readTiming = (document: unknown): StoredTiming | undefined => rowSchema.safeParse(document).data;

export const readShopTiming = (document: unknown): ShopTiming | undefined =>
  shopSchema.safeParse(document).data;
