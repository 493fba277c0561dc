import express from 'express';
import type { RequestHandler, Router } from 'express';
import { join } from 'node:path';
import { base } from '../pages/shop-window.ts';
import { windowOf } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

const assetsFolder = join(import.meta.dirname, '../assets');
const extensionFolder = join(import.meta.dirname, '../../../../../extensions/storefront-events/dist');

/** The sandbox is of no origin, so that what it loads comes from elsewhere to it. */
const fromAnywhere: RequestHandler = (_request, response, next) => {
  response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'no-cache' });
  next();
};

const frame = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Web pixels</title>
<script src="${base}/pixel/frame.js"></script></head><body></body></html>`;

/**
 * Shopify's strict pixel sandbox: a frame of no origin that runs the app's built extension in a worker, without a document,
 * and tells it what happens on the page. It may talk to the network, as everybody else.
 */
export const servePixel = (router: Router): void => {
  router.get('/pixel', (_request, response) => {
    response
      .set({
        'Content-Security-Policy':
          "sandbox allow-scripts; default-src 'none'; script-src 'self'; worker-src blob:; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'",
        'Cache-Control': 'no-store',
        'Origin-Agent-Cluster': '?0',
      })
      .type('html')
      .send(frame);
  });
  router.get('/pixel/frame.js', fromAnywhere, (_request, response) =>
    response.sendFile('pixel-frame.js', { root: assetsFolder }),
  );
  router.get('/pixel/host.js', fromAnywhere, (_request, response) =>
    response.sendFile('pixel-host.js', { root: assetsFolder }),
  );
  router.use('/pixel/extension', fromAnywhere, express.static(extensionFolder, { index: false }));
};

/** The visitor's choice, as a cookie banner would ask for it. */
export const addPixelRoutes = (router: Router, context: ShopContext): void => {
  router.post('/privacy', (request, response) => {
    const { visitor } = windowOf(context, request, response);
    const form: unknown = request.body;
    const watch = typeof form === 'object' && form !== null && 'watch' in form ? form.watch : undefined;
    if (watch === 'yes' || watch === 'no') context.visitors.save({ ...visitor, mayWatch: watch === 'yes' });
    response.redirect(303, base);
  });
};
