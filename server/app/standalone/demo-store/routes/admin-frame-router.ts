import express from 'express';
import type { Router } from 'express';
import { createSessionToken } from '../../../../testing/fake-shopify/session-token.ts';
import { embeddedAppPath } from '../live/install-encore.ts';
import { adminFramePage } from '../pages/admin-frame-page.ts';
import { pageHeaders } from './page-headers.ts';
import { assetsFolder } from './storefront-router.ts';

interface AdminFrameOptions {
  readonly shop: string;
  readonly shopName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

const send = { root: assetsFolder, headers: { 'Cache-Control': 'no-cache' } };

/** Stands in for admin.shopify.com around the embedded app; mounted at `/demo/admin`. */
export const createAdminFrameRouter = (options: AdminFrameOptions): Router => {
  const router = express.Router();
  router.get('/app-bridge.js', (_request, response) => response.sendFile('app-bridge.js', send));
  router.get('/admin-frame.js', (_request, response) => response.sendFile('admin-frame.js', send));
  router.get('/admin-frame.css', (_request, response) => response.sendFile('admin-frame.css', send));
  router.post('/session-token', pageHeaders, (_request, response) => {
    response.json({ token: createSessionToken(options) });
  });
  router.get(/.*/, pageHeaders, (request, response) => {
    const path = request.path === '' ? '/' : request.path;
    response
      .type('html')
      .send(adminFramePage({ shopName: options.shopName, frameUrl: embeddedAppPath(options, path) }));
  });
  return router;
};
