import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { FarCheckout } from '../../../../testing/fake-shopify/far-side-store.ts';
import { emptyCart } from '../live/visitors.ts';
import type { Visitor } from '../live/visitor.ts';
import { checkoutPage, leftPage } from '../pages/checkout-page.ts';
import { confirmationPage, lostPage } from '../pages/order-pages.ts';
import { contactInfoSubmitted } from '../pages/pixel-events.ts';
import { base } from '../pages/shop-window.ts';
import { sendPage, windowOf } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

const formSchema = z.object({
  email: z.email().max(200),
  firstName: z.string().trim().min(1).max(60),
  lastName: z.string().trim().min(1).max(60),
  news: z.literal('yes').optional(),
  way: z.enum(['pay', 'leave']),
});
type CheckoutForm = z.infer<typeof formSchema>;

const openToken = (context: ShopContext, visitor: Visitor): string | undefined => {
  const checkout = context.far.store.checkouts.get(visitor.checkoutToken ?? '');
  return checkout === undefined || checkout.completedAt !== null ? undefined : checkout.token;
};

const enter = (context: ShopContext, before: Visitor, form: CheckoutForm): FarCheckout => {
  const { email, firstName, lastName, news } = form;
  const visitor = { ...before, email, firstName, lastName };
  const checkout = context.far.floor.saveCheckout({
    token: openToken(context, before),
    cartToken: visitor.cartToken,
    items: visitor.items,
    email,
    firstName,
    lastName,
    acceptsMarketing: news === 'yes',
  });
  context.visitors.save({ ...visitor, checkoutToken: checkout.token });
  return checkout;
};

const codeIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w-]{1,60}$/.test(value) ? value : null;

const restore = (
  context: ShopContext,
  visitor: Visitor,
  { checkout, discountCode }: { readonly checkout: FarCheckout; readonly discountCode: string | null },
): void => {
  context.visitors.save({
    ...visitor,
    discountCode,
    email: checkout.email ?? visitor.email,
    firstName: checkout.firstName,
    lastName: checkout.lastName,
    cartToken: checkout.cartToken,
    items: checkout.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    checkoutToken: checkout.token,
  });
};

/** As Shopify's own address for sharing a code: it is kept for the cart, and the way goes on. */
const addDiscountRoute = (router: Router, context: ShopContext): void => {
  router.get('/discount/:code', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    context.visitors.save({ ...visitor, discountCode: codeIn(request.params.code) });
    const { redirect } = request.query;
    const isOurs = typeof redirect === 'string' && redirect.startsWith(`${base}/`);
    return response.redirect(303, isOurs ? redirect : base);
  });
};

export const addCheckoutRoutes = (router: Router, context: ShopContext): void => {
  const { floor, store } = context.far;
  addDiscountRoute(router, context);
  const show = (request: Request, response: Response, problem?: string): void => {
    const window = windowOf(context, request, response);
    if (window.visitor.items.length === 0) return response.redirect(303, `${base}/cart`);
    const content = checkoutPage(window, { recovered: request.query['recovered'] === '1', problem });
    sendPage(response, window, { title: 'Checkout', content, status: problem === undefined ? 200 : 422 });
  };

  router.get('/checkout', (request, response) => show(request, response));
  router.post('/checkout', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const form = formSchema.safeParse(request.body);
    if (visitor.items.length === 0) return response.redirect(303, `${base}/cart`);
    if (!form.success)
      return show(request, response, 'Enter a name and an email address, such as ada@example.com.');
    const checkout = enter(context, visitor, form.data);
    if (form.data.way === 'leave') return response.redirect(303, `${base}/left`);
    const order = floor.buy(checkout.token, visitor.discountCode);
    context.visitors.save({ ...context.visitors.of(request, response), ...emptyCart() });
    return response.redirect(303, `${base}/orders/${order.token}`);
  });
  router.get('/left', (request, response) => {
    const window = windowOf(context, request, response);
    const checkout = store.checkouts.get(window.visitor.checkoutToken ?? '');
    const events = checkout === undefined ? [] : [contactInfoSubmitted(window, checkout)];
    sendPage(response, window, { title: 'You walked away', content: leftPage(window), events });
  });
  router.get('/checkouts/:token/recover', (request, response) => {
    const window = windowOf(context, request, response);
    const checkout = store.checkouts.get(request.params.token);
    if (checkout === undefined || checkout.key !== request.query['key']) {
      const content = lostPage('This link leads to a checkout the shop no longer has.');
      return sendPage(response, window, { title: 'Nothing here', content, status: 404 });
    }
    if (checkout.completedAt !== null) {
      const content = lostPage('This checkout has already been paid. Thank you.');
      return sendPage(response, window, { title: 'Already paid', content });
    }
    const discountCode = codeIn(request.query['discount']);
    restore(context, window.visitor, { checkout, discountCode });
    return response.redirect(303, `${base}/checkout?recovered=1`);
  });
  router.get('/orders/:token', (request, response) => {
    const window = windowOf(context, request, response);
    const order = [...store.orders.values()].find((candidate) => candidate.token === request.params.token);
    if (order === undefined || order.email !== window.visitor.email)
      return sendPage(response, window, {
        title: 'Nothing here',
        content: lostPage('No such order of yours.'),
        status: 404,
      });
    return sendPage(response, window, {
      title: `Order #${order.number}`,
      content: confirmationPage(window, order),
    });
  });
};
