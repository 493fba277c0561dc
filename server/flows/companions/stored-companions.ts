import { z } from 'zod';
import type { StoredCompanions } from './companion-source.ts';

const companionSchema = z.object({
  productId: z.string(),
  score: z.number(),
  lift: z.number(),
  orders: z.number(),
  followers: z.number(),
  direction: z.enum(['together', 'after']),
  medianGapDays: z.number(),
});

const rowSchema = z.object({
  productId: z.string(),
  companions: z.array(companionSchema).default([]),
  popularNext: z.array(z.string()).default([]),
  choice: z.object({ pins: z.array(z.string()), bans: z.array(z.string()) }).default({ pins: [], bans: [] }),
  rev: z.number().default(0),
  learnedAt: z.date().optional(),
});

/** A row that can't be read counts as nothing learned. */
export const readCompanions = (document: unknown): StoredCompanions | undefined =>
  rowSchema.safeParse(document).data;
