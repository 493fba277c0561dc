import { z } from 'zod';
import type { FarChange } from '../../../../testing/fake-shopify/far-side-store.ts';

const variant = z.object({
  id: z.string(),
  title: z.string(),
  price: z.string(),
  sku: z.string(),
  inventory: z.number(),
});

const product = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  description: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()).readonly(),
  optionName: z.string(),
  variants: z.array(variant).readonly(),
  imageUrl: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const customer = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  city: z.string(),
  zip: z.string(),
  countryCode: z.string(),
  marketing: z.object({
    state: z.enum(['subscribed', 'unsubscribed', 'not_subscribed']),
    updatedAt: z.string().nullable(),
  }),
  tags: z.array(z.string()).readonly().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const line = z.object({
  id: z.string(),
  productId: z.string(),
  variantId: z.string(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  vendor: z.string(),
  sku: z.string(),
  price: z.string(),
  quantity: z.number(),
  subscription: z.boolean().optional(),
});

const checkout = z.object({
  token: z.string(),
  cartToken: z.string(),
  key: z.string(),
  email: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  acceptsMarketing: z.boolean(),
  customerId: z.string().nullable(),
  countryCode: z.string(),
  lines: z.array(line).readonly(),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullable(),
});

const order = z.object({
  id: z.string(),
  number: z.number(),
  token: z.string(),
  checkoutToken: z.string().nullable(),
  cartToken: z.string().nullable(),
  customerId: z.string(),
  email: z.string(),
  acceptsMarketing: z.boolean(),
  lines: z.array(line).readonly(),
  placedAt: z.string(),
  updatedAt: z.string(),
  fulfilledAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  test: z.boolean(),
  discount: z.object({ code: z.string(), amount: z.string() }).optional(),
  refunded: z.string().optional(),
});

const discount = z.object({
  id: z.string(),
  title: z.string(),
  percentage: z.number().nullable(),
  amount: z.string().nullable(),
  minimum: z.string().nullable(),
  productIds: z.array(z.string()).readonly(),
  endsAt: z.string().nullable(),
  codes: z.array(z.string()).readonly(),
  used: z.array(z.string()).readonly(),
  additions: z
    .array(
      z.object({
        id: z.string(),
        results: z.array(z.object({ code: z.string(), taken: z.boolean() })).readonly(),
        looks: z.number(),
      }),
    )
    .readonly(),
  deleted: z.boolean(),
});

const subscription = z.object({
  id: z.string(),
  name: z.string(),
  planHandle: z.string().nullable(),
  price: z.string(),
  trialDays: z.number().int(),
  status: z.enum(['PENDING', 'ACTIVE', 'FROZEN', 'CANCELLED', 'DECLINED', 'EXPIRED']),
  createdAt: z.string(),
});
const webPixel = z.object({ id: z.string(), settings: z.string() });

/** A journal line read back; the types of the far side say what must be in it. */
export const farChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('web-pixel'), value: webPixel }),
  z.object({ kind: z.literal('subscription'), value: subscription }),
  z.object({ kind: z.literal('product'), value: product }),
  z.object({ kind: z.literal('customer'), value: customer }),
  z.object({ kind: z.literal('checkout'), value: checkout }),
  z.object({ kind: z.literal('order'), value: order }),
  z.object({ kind: z.literal('discount'), value: discount }),
]) satisfies z.ZodType<FarChange>;
