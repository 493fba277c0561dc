import type { Router } from 'express';
import { z } from 'zod';
import type { CartItem } from '../../../../testing/fake-shopify/shop-floor.ts';
import type { Visitor } from '../live/visitor.ts';
import { cartPage } from '../pages/cart-page.ts';
import { addedToCart } from '../pages/pixel-events.ts';
import { base, cartLines } from '../pages/shop-window.ts';
import { sendPage, windowOf } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

const addSchema = z.object({ variant: z.string().min(1) });
const setSchema = z.object({ variant: z.string(), quantity: z.coerce.number().int().min(0).max(99) });

const withItem = (items: readonly CartItem[], variantId: string, quantity: number): CartItem[] => {
  const isThere = items.some((item) => item.variantId === variantId);
  const all = isThere
    ? items.map((item) => (item.variantId === variantId ? { variantId, quantity } : item))
    : [...items, { variantId, quantity }];
  return all.filter((item) => item.quantity > 0);
};

export const addCartRoutes = (router: Router, context: ShopContext): void => {
  const { floor, store } = context.far;
  const isSold = (variantId: string): boolean =>
    [...store.products.values()].some((product) =>
      product.variants.some((variant) => variant.id === variantId),
    );

  const change = (visitor: Visitor, variantId: string, quantity: number): void => {
    const items = withItem(visitor.items, variantId, Math.min(quantity, 99));
    context.visitors.save({ ...visitor, items });
    floor.changeCart(visitor.cartToken, items, visitor.items.length === 0);
  };

  router.get('/cart', (request, response) => {
    const window = windowOf(context, request, response);
    const added = cartLines(window).find(({ variant }) => variant.id === request.query['added']);
    const events = added === undefined ? [] : [addedToCart(window, added)];
    sendPage(response, window, { title: 'Your cart', content: cartPage(window), events });
  });
  router.post('/cart/add', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const form = addSchema.safeParse(request.body);
    if (form.success && isSold(form.data.variant)) {
      const has = visitor.items.find((item) => item.variantId === form.data.variant)?.quantity ?? 0;
      change(visitor, form.data.variant, has + 1);
      return response.redirect(303, `${base}/cart?added=${encodeURIComponent(form.data.variant)}`);
    }
    return response.redirect(303, `${base}/cart`);
  });
  router.post('/cart/set', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const form = setSchema.safeParse(request.body);
    if (form.success && isSold(form.data.variant)) change(visitor, form.data.variant, form.data.quantity);
    response.redirect(303, `${base}/cart`);
  });
};
