import type { Router } from 'express';
import { z } from 'zod';
import { createVisitor } from '../history/people.ts';
import type { Random } from '../history/random.ts';
import { emptyCart } from '../live/visitors.ts';
import { accountPage } from '../pages/order-pages.ts';
import { base } from '../pages/shop-window.ts';
import { sendPage, windowOf } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

const personSchema = z.object({
  email: z.email().max(200),
  firstName: z.string().trim().min(1).max(60),
  lastName: z.string().trim().min(1).max(60),
});

export const addAccountRoutes = (router: Router, context: ShopContext, random: Random): void => {
  const { floor, store } = context.far;
  router.get('/account', (request, response) => {
    const window = windowOf(context, request, response);
    sendPage(response, window, { title: 'Your account', content: accountPage(window) });
  });
  router.post('/account', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const form = personSchema.safeParse(request.body);
    if (form.success) context.visitors.save({ ...visitor, ...form.data });
    response.redirect(303, `${base}/account`);
  });
  router.post('/account/somebody-else', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    context.visitors.save({ ...visitor, ...createVisitor(random), ...emptyCart() });
    response.redirect(303, `${base}/account`);
  });
  router.post('/orders/:id/deliver', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const order = store.orders.get(request.params.id);
    if (order !== undefined && order.email === visitor.email && order.checkoutToken !== null)
      floor.fulfil(order.id);
    response.redirect(303, `${base}/account`);
  });
};
