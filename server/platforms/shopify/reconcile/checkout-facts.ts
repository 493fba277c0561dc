import { z } from 'zod';
import type { StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import type { BulkGroup } from '../backfill/bulk-lines.ts';
import {
  gidSchema,
  moneyBagSchema,
  optionalReference,
  optionalText,
  optionalTime,
  timeSchema,
} from '../backfill/graph-values.ts';

const checkoutSchema = z.object({
  id: z.string(),
  abandonedCheckoutUrl: z.url(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  completedAt: optionalTime,
  customer: z
    .object({
      id: gidSchema,
      firstName: optionalText,
      lastName: optionalText,
      locale: optionalText,
      defaultEmailAddress: z.object({ emailAddress: z.string() }).nullish(),
    })
    .nullish(),
  totalPriceSet: moneyBagSchema,
});

const lineSchema = z.object({
  quantity: z.number(),
  title: optionalText,
  variantTitle: optionalText,
  sku: optionalText,
  product: optionalReference,
  variant: optionalReference,
  originalUnitPriceSet: moneyBagSchema,
});

const tokenPattern = /\/checkouts\/(?:ac\/|cn\/|co\/)?([^/?#]+)/;

/** The Admin API names a checkout by an id that no webhook knows; its token stands in the recovery link only. */
export const checkoutTokenOf = (recoveryUrl: string): string | undefined =>
  tokenPattern.exec(recoveryUrl)?.[1];

const linesOf = (children: BulkGroup['children']) =>
  z
    .array(lineSchema)
    .parse(children)
    .map(({ product, variant, sku, title = '', variantTitle, quantity, originalUnitPriceSet: price }) => ({
      productId: product?.id,
      variantId: variant?.id,
      sku,
      title,
      variantTitle,
      quantity,
      price: price.shopMoney.amount,
    }));

/** One of Shopify's abandoned checkouts; none without a token to know it by. */
export const checkoutFacts = ({ root, children }: BulkGroup): readonly StoreFact[] => {
  const node = checkoutSchema.parse(root);
  const token = checkoutTokenOf(node.abandonedCheckoutUrl);
  if (token === undefined) return [];
  const { customer, createdAt, updatedAt, completedAt, totalPriceSet } = node;
  const person = {
    address: customer?.defaultEmailAddress?.emailAddress,
    customerId: customer?.id,
    firstName: customer?.firstName,
    lastName: customer?.lastName,
    locale: customer?.locale,
  };
  const checkout = {
    token,
    address: person.address,
    customerId: person.customerId,
    locale: person.locale,
    recoveryUrl: node.abandonedCheckoutUrl,
    lines: linesOf(children),
    total: { amount: totalPriceSet.shopMoney.amount, currency: totalPriceSet.shopMoney.currencyCode },
    createdAt,
    updatedAt,
    completedAt,
  };
  return [{ kind: 'checkout', checkout, person, stamp: stampOf({ updatedAt, digest: 'poll' }) }];
};
