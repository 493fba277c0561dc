import { randomUUID } from 'node:crypto';
import type { FarCheckout, FarProduct } from '../../../../testing/fake-shopify/far-side-store.ts';
import type { CartLine, ShopWindow } from './shop-window.ts';

/** A standard event as Shopify hands it to a pixel, with the fields that there are in this shop. */
export interface PixelEvent {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly timestamp: string;
  readonly data: object;
}

const eventOf = ({ visitor, time }: ShopWindow, name: string, data: object): PixelEvent => ({
  id: randomUUID(),
  name,
  clientId: visitor.id,
  timestamp: time.now().toISOString(),
  data,
});

const merchandise = ({ id, title, vendor }: FarProduct, variantId: string | undefined): object => ({
  id: variantId ?? null,
  product: { id, title, vendor },
});

export const productViewed = (window: ShopWindow, product: FarProduct): PixelEvent =>
  eventOf(window, 'product_viewed', { productVariant: merchandise(product, product.variants[0]?.id) });

export const addedToCart = (window: ShopWindow, { product, variant, quantity }: CartLine): PixelEvent =>
  eventOf(window, 'product_added_to_cart', {
    cartLine: { quantity, merchandise: merchandise(product, variant.id) },
  });

export const contactInfoSubmitted = (window: ShopWindow, { token, email, lines }: FarCheckout): PixelEvent =>
  eventOf(window, 'checkout_contact_info_submitted', {
    checkout: {
      token,
      email,
      lineItems: lines.map((line) => ({
        quantity: line.quantity,
        variant: { id: line.variantId, product: { id: line.productId } },
      })),
    },
  });
