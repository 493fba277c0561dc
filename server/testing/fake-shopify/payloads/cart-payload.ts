import type { FarLine, FarShopDetails } from '../far-side-store.ts';
import { numericId } from './json-body.ts';
import { moneySet, timesQuantity } from './money.ts';

const cartLine = (line: FarLine, currency: string): object => ({
  id: numericId(line.variantId),
  properties: null,
  quantity: line.quantity,
  variant_id: numericId(line.variantId),
  key: `${line.variantId}:${line.sku}`,
  discounted_price: line.price,
  discounts: [],
  gift_card: false,
  grams: 250,
  line_price: timesQuantity(line.price, line.quantity),
  original_line_price: timesQuantity(line.price, line.quantity),
  original_price: line.price,
  price: line.price,
  product_id: numericId(line.productId),
  sku: line.sku,
  taxable: true,
  title: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
  total_discount: '0.00',
  vendor: line.vendor,
  price_set: moneySet(line.price, currency),
  parent_relationship: null,
});

interface CartAt {
  readonly token: string;
  readonly lines: readonly FarLine[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Body of `carts/create` and `carts/update`: nobody's name, nobody's address. */
export const cartPayload = (cart: CartAt, shop: FarShopDetails): object => ({
  id: cart.token,
  token: cart.token,
  line_items: cart.lines.map((line) => cartLine(line, shop.currency)),
  note: null,
  updated_at: cart.updatedAt,
  created_at: cart.createdAt,
});
