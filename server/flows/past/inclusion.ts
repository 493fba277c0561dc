import { z } from 'zod';
import { asFlowId, asShopId } from '../../lib/brand.ts';

const count = z.int().nonnegative();

/** One operation: people whom past orders make due within the reach are taken into a flow, so many a day. */
export const inclusionSchema = z.strictObject({
  id: z.string(),
  shop: z.string().transform(asShopId),
  flow: z.string().transform(asFlowId),
  state: z.enum(['running', 'done', 'failed']),
  /** At most so many become due on one day by it. */
  perDay: z.int().positive(),
  /** As of when who is due was reckoned. */
  startedAt: z.date(),
  /** The last order that was looked at; newest first. */
  place: z.strictObject({ id: z.string(), placedAt: z.date() }).optional(),
  /** How many are due on each day by it, `YYYY-MM-DD` in UTC. */
  days: z.record(z.string(), count),
  entered: count,
  /** Who found no day with room near their own. */
  leftOut: count,
  endedAt: z.date().optional(),
});
export type Inclusion = z.infer<typeof inclusionSchema>;
