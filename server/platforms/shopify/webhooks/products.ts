import { z } from 'zod';
import { stampOf } from '../../../shop/stamp.ts';
import {
  amountSchema,
  idSchema,
  listOf,
  optionalDate,
  optionalNumber,
  optional,
  optionalText,
  parsePayload,
} from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const variantSchema = z.object({
  id: idSchema,
  title: optionalText,
  price: amountSchema,
  sku: optionalText,
  inventory_policy: optionalText,
  /** Null: not tracked. Missing: the payload does not say. */
  inventory_management: z.string().nullish(),
  inventory_quantity: optionalNumber,
});

const imageSchema = z.object({ src: optionalText });

const productSchema = z.object({
  id: idSchema,
  title: optionalText,
  handle: optionalText,
  vendor: optionalText,
  product_type: optionalText,
  status: z.enum(['active', 'draft', 'archived']).catch('active'),
  updated_at: optionalDate,
  image: optional(imageSchema),
  images: listOf(imageSchema),
  variants: listOf(variantSchema),
});

const availabilityOf = (variant: z.output<typeof variantSchema>): boolean | undefined => {
  if (variant.inventory_management === null || variant.inventory_policy === 'continue') return true;
  return variant.inventory_quantity === undefined ? undefined : variant.inventory_quantity > 0;
};

export const productHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt, digest }) => {
    const body = parsePayload(productSchema, payload);
    const updatedAt = body.updated_at ?? triggeredAt;
    const variants = body.variants.map((variant) => ({
      id: variant.id,
      title: variant.title ?? '',
      price: variant.price,
      sku: variant.sku,
      available: availabilityOf(variant),
    }));
    const { id, title = '', handle, vendor, product_type: productType, status } = body;
    const imageUrl = body.image?.src ?? body.images[0]?.src;
    const product = { id, title, handle, vendor, productType, imageUrl, status, variants, updatedAt };
    return [{ kind: 'product', product, stamp: stampOf({ updatedAt, triggeredAt, digest }) }];
  },
};

const deletedSchema = z.object({ id: idSchema });

export const productDeleteHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => [
    { kind: 'product-deleted', id: parsePayload(deletedSchema, payload).id, at: triggeredAt },
  ],
};
