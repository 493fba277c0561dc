import { z } from 'zod';
import { stampOf } from '../../../shop/stamp.ts';
import { amount, gmt, id, parsePayload, text, title } from './payload.ts';
import type { WooHandler } from './payload.ts';

const named = z.array(z.object({ name: title })).nullish();

const productSchema = z.object({
  id,
  name: title,
  slug: text,
  permalink: text,
  status: z.string(),
  price: amount,
  sku: text,
  stock_status: z.string().nullish(),
  date_modified_gmt: gmt,
  images: z.array(z.object({ src: text })).nullish(),
  categories: named,
  brands: named,
});

const statuses = new Map([
  ['publish', 'active'],
  ['trash', 'archived'],
] as const);

const statusOf = (status: string): 'active' | 'archived' | 'draft' =>
  [...statuses].find(([theirs]) => theirs === status)?.[1] ?? 'draft';

/**
 * One variant stands for all: a product's body names its variations by id only, and says itself what they cost and whether
 * any of them is left.
 */
export const productHandler: WooHandler = {
  class: 'normal',
  interpret: (payload, { heardAt, digest }) => {
    const one = parsePayload(productSchema, payload);
    const updatedAt = one.date_modified_gmt ?? heardAt;
    const { stock_status: stock } = one;
    const available = stock === null || stock === undefined ? undefined : stock !== 'outofstock';
    const product = {
      id: one.id,
      title: one.name ?? '',
      handle: one.slug,
      vendor: one.brands?.[0]?.name,
      productType: one.categories?.[0]?.name,
      imageUrl: one.images?.[0]?.src,
      url: one.permalink,
      status: statusOf(one.status),
      variants: [{ id: one.id, title: '', price: one.price, sku: one.sku, available }],
      updatedAt,
    };
    return [{ kind: 'product', product, stamp: stampOf({ updatedAt, digest }) }];
  },
};

export const productDeletedHandler: WooHandler = {
  class: 'normal',
  interpret: (payload, { heardAt }) => [
    { kind: 'product-deleted', id: parsePayload(z.object({ id }), payload).id, at: heardAt },
  ],
};
