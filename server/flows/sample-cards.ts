import type { ProductCard } from '../mail/flow-port.ts';
import type { Shop } from '../shop/shop.ts';
import { formatMoney } from './format-for-shop.ts';

const articles = [
  { id: 'sample-1', title: 'Linen apron', vendor: 'North Loom', amount: '38.00' },
  { id: 'sample-2', title: 'Olive oil soap', vendor: 'Casa Verde', amount: '9.50' },
] as const;

/** Made-up products in the shop's own currency; without pictures, so that a preview shows how that looks. */
export const sampleCards = (shop: Shop): readonly [ProductCard, ProductCard] => {
  const card = ({ id, title, vendor, amount }: (typeof articles)[number]): ProductCard => ({
    productId: id,
    title,
    vendor,
    quantity: 1,
    price: formatMoney({ amount, currency: shop.currency }, shop.locale),
    url: shop.url,
  });
  return [card(articles[0]), card(articles[1])];
};
