import { z } from 'zod';
import type { StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { gidSchema, optionalText, timeSchema } from './graph-values.ts';

const productSchema = z.object({
  id: gidSchema,
  title: z.string(),
  handle: optionalText,
  vendor: optionalText,
  productType: optionalText,
  status: z.string(),
  updatedAt: timeSchema,
  onlineStoreUrl: optionalText,
  featuredMedia: z
    .object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() })
    .nullish(),
});

const variantSchema = z.object({
  id: gidSchema,
  title: optionalText,
  price: z.union([z.string(), z.number()]).transform(String),
  sku: optionalText,
  availableForSale: z.boolean().nullish(),
});

const statusSchema = z.enum(['active', 'draft', 'archived']).catch('active');

/** Throws a ZodError when a line is not of the shape that was asked for. */
export const productFacts = ({ root, children }: BulkGroup): readonly StoreFact[] => {
  const node = productSchema.parse(root);
  const variants = z.array(variantSchema).parse(children);
  const { id, title, handle, vendor, productType, updatedAt, onlineStoreUrl: url } = node;
  const product = {
    id,
    title,
    handle,
    vendor,
    productType,
    imageUrl: node.featuredMedia?.preview?.image?.url,
    url,
    status: statusSchema.parse(node.status.toLowerCase()),
    variants: variants.map((variant) => ({
      id: variant.id,
      title: variant.title ?? '',
      price: variant.price,
      sku: variant.sku,
      available: variant.availableForSale ?? undefined,
    })),
    updatedAt,
  };
  return [{ kind: 'product', product, stamp: stampOf({ updatedAt, digest: 'backfill' }) }];
};
