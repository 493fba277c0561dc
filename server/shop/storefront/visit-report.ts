import { z } from 'zod';

const dayMs = 86_400_000;

/** As the platform writes it; also what a browser calls itself and its events by. */
const id = z.string().regex(/^[\w.:-]{1,128}$/, 'expected 1 to 128 letters, digits or . : _ -');

const event = z.strictObject({
  id,
  name: z.enum(['product_viewed', 'cart_filled', 'checkout_started']),
  /** ISO 8601, by the visitor's own clock. */
  at: z.iso.datetime(),
  productIds: z.array(id).max(100),
  customerId: id.optional(),
  checkoutToken: id.optional(),
});

/**
 * What the web pixel posts to `/events` (at most 32 KiB). It carries no address and no name: ids only, joined with what the
 * platform itself tells.
 */
export const visitReportSchema = z.strictObject({
  /** The shop's key, as the pixel was given it when it was activated. */
  key: z.string().min(1).max(500),
  visitor: id,
  events: z.array(event).min(1).max(20),
});

export type VisitReport = z.infer<typeof visitReportSchema>;

/** A visitor's clock may be anything: what it says is believed within a day before we heard it, never after. */
export const believableTime = (said: string, heardAt: Date): Date => {
  const at = Date.parse(said);
  const isBelievable = at <= heardAt.getTime() && at > heardAt.getTime() - dayMs;
  return isBelievable ? new Date(at) : heardAt;
};
