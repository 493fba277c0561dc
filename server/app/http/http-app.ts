import express from 'express';
import type { Express, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../../lib/logger.ts';
import { createErrorHandler, notFound } from './errors.ts';

export interface HttpAppParts {
  readonly health: Router;
  /** Webhooks, links in mails, the demo: each brings its own paths and its own body parser. */
  readonly routers: readonly Router[];
  readonly api: Router;
  readonly document: Router;
  /** How many proxies' words on the sender's address are believed. */
  readonly trustedProxies?: number;
  readonly logger: Logger;
}

/** Documents set their own policy per shop; X-Frame-Options knows no list of ancestors and would lock the admin out. */
const securityHeaders = helmet({
  contentSecurityPolicy: false,
  xFrameOptions: false,
  crossOriginOpenerPolicy: false,
});

/** Puts the parts in their order. Never listens. */
export const createHttpApp = ({
  health,
  routers,
  api,
  document,
  trustedProxies = 0,
  logger,
}: HttpAppParts): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies);
  app.use(securityHeaders, health);
  for (const router of routers) app.use(router);
  app.use('/api', api);
  app.use(document, notFound, createErrorHandler(logger));
  return app;
};
