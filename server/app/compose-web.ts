import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Router } from 'express';
import type { ShopId } from '../lib/brand.ts';
import { EncoreError } from '../lib/errors.ts';
import type { Queue } from '../lib/job-catalog.ts';
import type { Logger } from '../lib/logger.ts';
import { verifySessionToken } from '../platforms/shopify/session-token.ts';
import { isShopDomain } from '../platforms/shopify/shop-domain.ts';
import { createShopifyWebhookRouter } from '../platforms/shopify/webhook-router.ts';
import { createAgendaQueue } from './agenda-queue.ts';
import type { Config } from './config.ts';
import { connectDatabase } from './database.ts';
import { createApiRouter } from './http/api/api-router.ts';
import { readAdminAssets } from './http/document/admin-assets.ts';
import { createDocumentRouter } from './http/document.ts';
import { createHealthRouter } from './http/health.ts';
import { createHttpApp } from './http/http-app.ts';
import { refuseWhenFull } from './http/refuse-when-full.ts';
import { createInstalledShops } from './installed-shops.ts';
import { meterData } from './metrics/meter-data.ts';
import { createMeters } from './metrics/meters.ts';
import type { Meters } from './metrics/meters.ts';
import { createPulse } from './metrics/pulse.ts';
import { addStateGauges } from './metrics/state-gauges.ts';
import { createOperationsState } from './operations/state.system.repository.ts';
import { createReadiness } from './readiness.ts';
import { wireApiServices } from './wiring/api.ts';
import { wireFlowAllowance } from './wiring/billing.ts';
import { openData } from './wiring/data.ts';
import type { Data } from './wiring/data.ts';
import { wireFlows } from './wiring/flows.ts';
import type { Flows } from './wiring/flows.ts';
import { wireIntake } from './wiring/intake.ts';
import { wireMailRouters } from './wiring/mail-routers.ts';
import { wireInstall } from './wiring/platform.ts';
import { wireFlowRouter } from './wiring/shopify-flow.ts';
import { wireStorefront } from './wiring/storefront.ts';
import { wireWooRouters } from './wiring/woocommerce.ts';

const workerFreshMs = 30_000;
const distFolder = join(import.meta.dirname, '../../web/dist');

interface Parts {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  readonly meters: Meters;
  readonly logger: Logger;
}

const wireHealth = ({ config, data, meters }: Parts): Router => {
  const liveWorkers = () => data.engine.workers.live(workerFreshMs);
  addStateGauges(meters, { state: createOperationsState(data.connection), liveWorkers, clock: data.clock });
  return createHealthRouter({
    checks: createReadiness({ liveWorkers, timeoutMs: 3000 }),
    registry: meters.registry,
    metricsToken: config.metricsToken,
  });
};

const sessionOf =
  ({ shopify }: Config) =>
  async (token: string) =>
    verifySessionToken(token, { apiKey: shopify.apiKey, secrets: shopify.secrets }) ?? null;

const adminUrlOf =
  (config: Config) =>
  (shop: string | undefined): string | undefined => {
    if (config.demo !== undefined) return '/demo/admin';
    if (shop === undefined || !isShopDomain(shop)) return undefined;
    const handle = shop.replace('.myshopify.com', '');
    return `https://admin.shopify.com/store/${handle}/apps/${config.shopify.apiKey}`;
  };

const wireDocument = async (parts: Parts, queue: Queue): Promise<Router> => {
  const { config, data, flows, logger } = parts;
  const install = wireInstall({ config, data, flows, logger, queue });
  return createDocumentRouter({
    config: {
      apiKey: config.shopify.apiKey,
      appBridgeUrl:
        config.demo === undefined
          ? 'https://cdn.shopify.com/shopifycloud/app-bridge.js'
          : '/demo/admin/app-bridge.js',
      demo: config.demo !== undefined,
      distFolder,
      adminUrl: adminUrlOf(config),
    },
    assets: await readAdminAssets(distFolder),
    verifySessionToken: sessionOf(config),
    ensureInstalled: async (shop, idToken) => void (await install(shop, idToken)),
    languageOf: async (shop) => (await data.shop.shops.find(shop))?.adminLanguage,
    logger,
  });
};

interface Ingest {
  readonly intake: ReturnType<typeof wireIntake>;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
}

const wireWebhooks = (parts: Parts, { intake, isInstalled }: Ingest): Router => {
  const { config, meters, logger } = parts;
  return createShopifyWebhookRouter({
    secrets: config.shopify.secrets,
    intake,
    isInstalled,
    logger,
    metrics: {
      answered: (status, topic) =>
        meters.count('encore_webhooks_answered_total', 1, { topic, status: String(status) }),
    },
  });
};

/** The demo's routes are loaded only there. */
const wireDemo = async (parts: Parts): Promise<readonly Router[]> => {
  if (parts.config.demo === undefined) return [];
  const { createDemoRouter } = await import('./standalone/demo-router.ts');
  return [createDemoRouter({ ...parts, storeUrl: parts.config.demo.storeUrl })];
};

const composeApp = async (parts: Parts): Promise<RequestListener> => {
  const { config, data, meters, logger } = parts;
  const intake = wireIntake(data, config.timing, meters);
  const isInstalled = createInstalledShops(
    async (shop) => (await data.shop.shops.find(shop))?.status === 'installed',
  );
  const queue = await createAgendaQueue(data.connection.getClient().db(data.connection.name));
  const app = createHttpApp({
    health: wireHealth(parts),
    routers: [
      wireWebhooks(parts, { intake, isInstalled }),
      wireStorefront({ config, data, meters, intake, isInstalled }),
      wireFlowRouter({ ...parts, intake, isInstalled }),
      ...wireWooRouters({ ...parts, queue, intake, isInstalled }),
      ...wireMailRouters({ config, data, intake, logger }),
      ...(await wireDemo(parts)),
    ],
    api: createApiRouter({
      services: wireApiServices({ ...parts, queue, intake }),
      verifySessionToken: sessionOf(config),
      logger,
    }),
    document: await wireDocument(parts, queue),
    trustedProxies: config.trustedProxies,
    logger,
  });
  return refuseWhenFull(app, intake, () =>
    meters.count('encore_webhooks_answered_total', 1, { topic: 'any', status: '503' }),
  );
};

/** Connections that wait to be taken: beyond it the kernel drops them, and the sender tries again seconds later. */
const backlog = 4096;

const listen = (app: RequestListener, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message =
        cause.code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Can't listen on port ${port}.`;
      reject(new EncoreError('start_failed', { message, cause }));
    });
    server.listen({ port, backlog }, () => resolve(server));
  });

export interface RunningWeb {
  readonly port: number;
  stop(): Promise<void>;
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** Builds the web process from real parts and listens. Throws `database_unreachable` or `start_failed`. */
export const composeWeb = async (config: Config, logger: Logger): Promise<RunningWeb> => {
  const connection = await connectDatabase(config.mongodbUri, logger);
  const meters = createMeters();
  const opened = await openData(connection, {
    watchClock: config.demo !== undefined,
    timing: config.timing,
  });
  const data = meterData(opened, meters, createPulse());
  const server = await listen(
    await composeApp({
      config,
      data,
      flows: wireFlows(data, logger, wireFlowAllowance(config, data)),
      meters,
      logger,
    }),
    config.port,
  );
  return {
    port: portOf(server.address()),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2000).unref();
      await closed;
      await data.clock.close();
      await connection.close();
    },
  };
};
