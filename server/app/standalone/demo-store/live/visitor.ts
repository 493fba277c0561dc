import { z } from 'zod';

/** Somebody at the browser: who they say they are and what is in their cart. */
export const visitorSchema = z.object({
  id: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  /** New for each cart; ties cart, checkout and order together. */
  cartToken: z.string(),
  items: z.array(z.object({ variantId: z.string(), quantity: z.number() })),
  checkoutToken: z.string().nullable(),
  /** Brought along by a link, for the cart of the moment. */
  discountCode: z.string().nullable().default(null),
  /** Whether they let the shop see what they look at. */
  mayWatch: z.boolean().default(true),
});
export type Visitor = z.infer<typeof visitorSchema>;
