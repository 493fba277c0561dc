import { z } from 'zod';
import { adminLanguages } from '../admin-language.contract.ts';
import type { StoreFact } from '../facts.ts';
import { consentRules } from '../merchant-settings.ts';
import { mailCategories } from '../preferences.ts';

/** ISO 8601, as JSON.stringify writes a Date. */
export const moment = z.iso.datetime().transform((text) => new Date(text));
const words = z.string().optional();

const person = z.strictObject({
  address: words,
  customerId: words,
  firstName: words,
  lastName: words,
  phone: words,
  locale: words,
  countryCode: words,
});

const line = z.strictObject({
  productId: words,
  variantId: words,
  sku: words,
  title: z.string(),
  variantTitle: words,
  vendor: words,
  quantity: z.number(),
  price: z.string(),
  subscription: z.boolean().optional(),
});

const money = z.strictObject({ amount: z.string(), currency: z.string() });
const lines = z.array(line).readonly();

const checkout = z.strictObject({
  token: z.string(),
  cartToken: words,
  address: words,
  phone: words,
  customerId: words,
  recoveryUrl: words,
  locale: words,
  countryCode: words,
  lines,
  total: money,
  createdAt: moment,
  updatedAt: moment,
  completedAt: moment.optional(),
  deletedAt: moment.optional(),
});

const order = z.strictObject({
  id: z.string(),
  name: z.string(),
  address: words,
  phone: words,
  customerId: words,
  checkoutToken: words,
  cartToken: words,
  lines,
  total: money,
  placedAt: moment,
  updatedAt: moment,
  cancelledAt: moment.optional(),
  fulfilledAt: moment.optional(),
  financialStatus: words,
  test: z.boolean(),
  refundedProductIds: z.array(z.string()).readonly(),
  discounts: z
    .array(z.strictObject({ code: z.string(), amount: z.string(), net: z.string() }))
    .readonly()
    .optional(),
});

const variant = z.strictObject({
  id: z.string(),
  title: z.string(),
  price: z.string(),
  sku: words,
  available: z.boolean().optional(),
});

const product = z.strictObject({
  id: z.string(),
  title: z.string(),
  handle: words,
  vendor: words,
  productType: words,
  imageUrl: words,
  url: words,
  status: z.enum(['active', 'draft', 'archived']),
  variants: z.array(variant).readonly(),
  updatedAt: moment,
  deletedAt: moment.optional(),
});

const consent = z.strictObject({
  person,
  state: z.enum(['subscribed', 'unsubscribed', 'pending']),
  source: z.string(),
  statement: words,
  statedAt: moment,
  textVersion: words,
  ip: words,
});

const preferences = z.strictObject({
  person,
  pausedUntil: moment.optional(),
  weekly: z.boolean(),
  without: z.array(z.enum(mailCategories)).readonly(),
  source: z.string(),
  statedAt: moment,
  textVersion: words,
  ip: words,
});

const details = z.strictObject({
  name: words,
  url: words,
  zone: words,
  currency: words,
  locale: words,
  countryCode: words,
});

export const policy = z.strictObject({
  elsewhere: z.enum(consentRules),
  countries: z.record(z.string(), z.enum(consentRules)),
});

export const theme = z.strictObject({
  logoUrl: words,
  color: z.string(),
  fontFamily: z.string(),
  headingFontFamily: words,
  backgroundColor: words,
});

const merchantSettings = z.strictObject({
  sender: z.strictObject({ name: z.string(), replyTo: words }),
  frequencyCap: z.strictObject({ count: z.number(), within: z.string() }),
  quietHours: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  consentPolicy: policy.optional(),
  theme: theme.exactOptional(),
  postalAddress: z.string().exactOptional(),
  adminLanguage: z.enum(adminLanguages).optional(),
});

const cart = z.strictObject({ token: z.string(), lines, updatedAt: moment });
const visit = z.strictObject({
  id: z.string(),
  visitor: z.string(),
  did: z.enum(['viewed-product', 'filled-cart', 'began-checkout']),
  productIds: z.array(z.string()).readonly(),
  customerId: words,
  checkoutToken: words,
  at: moment,
});
const stock = z.strictObject({
  productId: z.string(),
  variantId: z.string().regex(/^\d+$/),
  available: z.boolean(),
  at: moment,
});
const mark = z.strictObject({
  person,
  did: z.enum(['tagged', 'untagged', 'joined-segment', 'left-segment']),
  names: z.array(z.string()).readonly(),
  at: moment,
});
const stamp = z.string();

/** A fact as a journal holds it; those that ask to be forgotten are never in one. */
export const factSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('checkout'), checkout, person, stamp }),
  z.strictObject({ kind: z.literal('checkout-deleted'), token: z.string(), at: moment }),
  z.strictObject({ kind: z.literal('cart'), cart }),
  z.strictObject({ kind: z.literal('visit'), visit }),
  z.strictObject({ kind: z.literal('order'), order, person, stamp }),
  z.strictObject({
    kind: z.literal('refund'),
    orderId: z.string(),
    refundId: z.string(),
    productIds: z.array(z.string()).readonly(),
    at: moment,
  }),
  z.strictObject({ kind: z.literal('product'), product, stamp }),
  z.strictObject({ kind: z.literal('stock'), stock }),
  z.strictObject({ kind: z.literal('mark'), mark }),
  z.strictObject({ kind: z.literal('scopes'), scopes: z.array(z.string()).readonly(), at: moment }),
  z.strictObject({ kind: z.literal('product-deleted'), id: z.string(), at: moment }),
  z.strictObject({ kind: z.literal('customer'), person, at: moment }),
  z.strictObject({ kind: z.literal('customers-merged'), kept: z.string(), gone: z.string(), at: moment }),
  z.strictObject({ kind: z.literal('consent'), consent }),
  z.strictObject({
    kind: z.literal('flow-request'),
    person,
    request: z.string(),
    name: z.string(),
    at: moment,
  }),
  z.strictObject({ kind: z.literal('preferences'), preferences }),
  z.strictObject({ kind: z.literal('shop-details'), details, at: moment }),
  z.strictObject({
    kind: z.literal('settings'),
    before: merchantSettings,
    settings: merchantSettings,
    at: moment,
  }),
  z.strictObject({ kind: z.literal('uninstalled'), at: moment }),
]) satisfies z.ZodType<StoreFact>;

export type JournalFact = z.infer<typeof factSchema>;
