import type { ProductCard } from '../mail/flow-port.ts';
import type { LineItem, Product, Variant } from '../shop/catalog.ts';
import type { Shop } from '../shop/shop.ts';
import { formatMoney } from './format-for-shop.ts';

/** Platforms call the only variant of a product so; no customer should read it. */
const unnamedVariant = 'Default Title';

const named = (variantTitle: string | undefined): string | undefined =>
  variantTitle === unnamedVariant || variantTitle === '' ? undefined : variantTitle;

const productUrl = (shop: Shop, product: Product | undefined): string | undefined => {
  if (product?.url !== undefined) return product.url;
  if (product?.handle === undefined) return undefined;
  return `${shop.url.replace(/\/$/, '')}/products/${encodeURIComponent(product.handle)}`;
};

interface LineContext {
  readonly shop: Shop;
  readonly currency: string;
  readonly product: Product | undefined;
  /** Where the card leads when the product has no page of its own. */
  readonly fallbackUrl: string;
}

/** A line of a checkout or order: what was paid or asked then, with the product's picture of today. */
export const lineCard = (
  line: LineItem,
  { shop, currency, product, fallbackUrl }: LineContext,
): ProductCard => ({
  productId: line.productId ?? '',
  title: line.title,
  variantTitle: named(line.variantTitle),
  vendor: line.vendor ?? product?.vendor,
  quantity: line.quantity,
  price: formatMoney({ amount: line.price, currency }, shop.locale),
  imageUrl: product?.imageUrl,
  url: productUrl(shop, product) ?? fallbackUrl,
});

/** The cheapest variant that can be had; one nobody has priced is none. */
export const offeredVariant = (product: Product): Variant | undefined =>
  product.variants
    .filter(({ available, price }) => available !== false && Number(price) > 0)
    .toSorted((a, b) => Number(a.price) - Number(b.price))[0];

/** A product as it is sold today. */
export const productCard = (shop: Shop, product: Product, note?: string): ProductCard => {
  const variant = offeredVariant(product);
  return {
    productId: product.id,
    title: product.title,
    vendor: product.vendor,
    price:
      variant === undefined
        ? undefined
        : formatMoney({ amount: variant.price, currency: shop.currency }, shop.locale),
    imageUrl: product.imageUrl,
    url: productUrl(shop, product) ?? shop.url,
    note,
  };
};
