import express from 'express';
import type { Router } from 'express';
import { join } from 'node:path';
import { itemOf } from '../catalogue/catalogue.ts';
import type { Random } from '../history/random.ts';
import { homePage } from '../pages/home-page.ts';
import { lostPage } from '../pages/order-pages.ts';
import { productViewed } from '../pages/pixel-events.ts';
import { productPage } from '../pages/product-page.ts';
import { drawnFolder } from '../pictures/drawn-folder.ts';
import { pictureOf } from '../pictures/picture-of.ts';
import { addAccountRoutes } from './account-routes.ts';
import { addCartRoutes } from './cart-routes.ts';
import { addCheckoutRoutes } from './checkout-routes.ts';
import { addPixelRoutes, servePixel } from './pixel-routes.ts';
import { pageHeaders } from './page-headers.ts';
import { sendPage, windowOf } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

export const assetsFolder = join(import.meta.dirname, '../assets');

/** The demo shop as its customers see it, to be mounted at `/demo/store`. */
export const createStorefrontRouter = (context: ShopContext, random: Random): Router => {
  const router = express.Router();
  router.get('/pictures/:file', (request, response, next) => {
    const [, handle = '', type] = /^([\w-]+)\.(svg|jpg)$/.exec(request.params.file) ?? [];
    const item = itemOf(handle);
    if (item === undefined) return next();
    response.set({
      'Cache-Control': 'public, max-age=86400',
      // A mail in the outbox's sandbox is of no origin at all, and shows these pictures.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (type === 'jpg') return response.sendFile(`${item.handle}.jpg`, { root: drawnFolder });
    return response.type('svg').send(pictureOf(item));
  });
  servePixel(router);
  router.use('/assets', express.static(assetsFolder, { index: false, maxAge: 0 }));
  router.use(pageHeaders, express.urlencoded({ extended: false, limit: '20kb' }));
  router.post(/.*/, async (_request, _response, next) => {
    // What a click stamps must be in the time the app lives in now, not in that of a second ago.
    await context.time.refresh();
    next();
  });
  router.get('/settled', async (_request, response) => {
    response.json({ settled: await context.far.sender.settled(5000) });
  });
  router.get('/', (request, response) => {
    const window = windowOf(context, request, response);
    sendPage(response, window, { title: 'Everything', content: homePage(window) });
  });
  router.get('/products/:handle', (request, response, next) => {
    const window = windowOf(context, request, response);
    const product = [...window.store.products.values()].find(
      ({ handle }) => handle === request.params.handle,
    );
    if (product === undefined) return next();
    return sendPage(response, window, {
      title: product.title,
      content: productPage(window, product),
      events: [productViewed(window, product)],
    });
  });
  addPixelRoutes(router, context);
  addCartRoutes(router, context);
  addCheckoutRoutes(router, context);
  addAccountRoutes(router, context, random);
  router.use((request, response) => {
    const content = lostPage('This page has moved, or never was.');
    sendPage(response, windowOf(context, request, response), { title: 'Nothing here', content, status: 404 });
  });
  return router;
};
