import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';

/** How long one piece lasts: the shop's number, and those of single products by their id. */
export const replenishmentArgs = z.object({
  interval: durationSchema.default('P5M15D'),
  perProduct: z.record(z.string(), durationSchema).default({}),
  /** `learned`: the shop's own history where it says enough, the numbers above elsewhere. */
  timing: z.enum(['learned', 'fixed']).default('fixed'),
});
