import type { FarProduct, FarShopDetails, FarVariant } from '../far-side-store.ts';
import { numericId } from './json-body.ts';
import { inShopZone } from './shop-time.ts';

const variantPayload = (product: FarProduct, variant: FarVariant, position: number): object => ({
  id: numericId(variant.id),
  product_id: numericId(product.id),
  title: variant.title,
  price: variant.price,
  position,
  inventory_policy: 'deny',
  compare_at_price: null,
  option1: variant.title,
  option2: null,
  option3: null,
  taxable: true,
  barcode: null,
  fulfillment_service: 'manual',
  grams: 250,
  inventory_management: 'shopify',
  requires_shipping: true,
  sku: variant.sku,
  weight: 0.25,
  weight_unit: 'kg',
  inventory_item_id: numericId(variant.id) + 1n,
  inventory_quantity: variant.inventory,
  old_inventory_quantity: variant.inventory,
  admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
  image_id: null,
});

const imagePayload = (product: FarProduct): object => ({
  id: numericId(product.id) + 2n,
  alt: product.title,
  position: 1,
  product_id: numericId(product.id),
  width: 800,
  height: 800,
  src: product.imageUrl,
  variant_ids: [],
});

/** Body of `products/create` and `products/update`. */
export const productPayload = (product: FarProduct, shop: FarShopDetails): object => ({
  id: numericId(product.id),
  title: product.title,
  body_html: `<p>${product.description}</p>`,
  vendor: product.vendor,
  product_type: product.productType,
  created_at: inShopZone(product.createdAt, shop.zone),
  handle: product.handle,
  updated_at: inShopZone(product.updatedAt, shop.zone),
  published_at: inShopZone(product.createdAt, shop.zone),
  template_suffix: null,
  published_scope: 'web',
  tags: product.tags.join(', '),
  status: 'active',
  admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
  variants: product.variants.map((variant, index) => variantPayload(product, variant, index + 1)),
  options: [
    {
      product_id: numericId(product.id),
      name: product.optionName,
      position: 1,
      values: product.variants.map((v) => v.title),
    },
  ],
  images: [imagePayload(product)],
  image: imagePayload(product),
});
