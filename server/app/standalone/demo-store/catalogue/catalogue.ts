import type { FarProduct } from '../../../../testing/fake-shopify/far-side-store.ts';
import { bodyItems } from './body-items.ts';
import { homeItems } from './home-items.ts';
import type { CatalogueItem } from './item.ts';
import { kitchenItems } from './kitchen-items.ts';

export const catalogue: readonly CatalogueItem[] = [...bodyItems, ...kitchenItems, ...homeItems];

export const itemOf = (handle: string): CatalogueItem | undefined =>
  catalogue.find((item) => item.handle === handle);

/** Every third product has an id beyond 2^53, so a reader that bends numbers is noticed in the demo, too. */
const productId = (index: number): bigint =>
  index % 3 === 0 ? 788_032_119_674_000_000n + BigInt(index * 100) : 7_480_000_100_000n + BigInt(index * 100);

const priceOf = (item: CatalogueItem, position: number): string =>
  item.option?.[0] === 'Weight' || item.option?.[1] === '250 ml'
    ? (Number(item.price) * (1 + position * (item.option[0] === 'Weight' ? 2.4 : 0.7))).toFixed(2)
    : item.price;

interface ShopAt {
  /** Where the demo shop's pages begin. */
  readonly url: string;
  readonly createdAt: string;
}

const toProduct = (item: CatalogueItem, index: number, shop: ShopAt): FarProduct => {
  const id = productId(index);
  const titles = item.option?.slice(1) ?? ['Default Title'];
  return {
    id: `${id}`,
    handle: item.handle,
    title: item.title,
    description: item.words,
    vendor: item.vendor,
    productType: item.type,
    tags: item.lastsDays === undefined ? [] : ['runs-out'],
    optionName: item.option?.[0] ?? 'Title',
    variants: titles.map((title, position) => ({
      id: `${id + BigInt(position + 1)}`,
      title,
      price: priceOf(item, position),
      sku: `${item.handle}-${position + 1}`.toUpperCase(),
      inventory: item.soldOut === true ? 0 : 40 + ((index * 37 + position * 11) % 160),
    })),
    imageUrl: `${shop.url}/pictures/${item.handle}.jpg`,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
  };
};

export const catalogueProducts = (shop: ShopAt): readonly FarProduct[] =>
  catalogue.map((item, index) => toProduct(item, index, shop));
