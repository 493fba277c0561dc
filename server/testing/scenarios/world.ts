import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import { z } from 'zod';
import { composeWorker } from '../../../jobs/compose.ts';
import { composeWeb } from '../../app/compose-web.ts';
import { readConfig } from '../../app/config.ts';
import type { Config } from '../../app/config.ts';
import { openData } from '../../app/wiring/data.ts';
import { wireConsentWriteBack, wireReconcile } from '../../app/wiring/shopify-upkeep.ts';
import { embeddedAppPath } from '../../app/standalone/demo-store/live/install-encore.ts';
import { freePort } from '../../app/standalone/mongod/free-port.ts';
import { createDecisionsRepository } from '../../engine/decisions.repository.ts';
import { createMongoEngineStore } from '../../engine/mongo-engine-store.ts';
import { asShopId } from '../../lib/brand.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { Logger } from '../../lib/logger.ts';
import { createContactRepository } from '../../shop/contacts.repository.ts';
import { createShopRepository } from '../../shop/shops.repository.ts';
import { eventually } from '../eventually.ts';
import { publishedSchema } from '../fake-shopify/admin-api/published-schema.ts';
import { createFakeShopify } from '../fake-shopify/create-fake-shopify.ts';
import type { FakeShopify, FakeShopifyOptions } from '../fake-shopify/create-fake-shopify.ts';
import { sampleShop } from '../fake-shopify/far-side-samples.ts';
import { createSessionToken } from '../fake-shopify/session-token.ts';
import type { FarChange } from '../fake-shopify/far-side-store.ts';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';

const outboxSchema = z.array(
  z.object({
    id: z.string(),
    to: z.string(),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    headers: z.record(z.string(), z.string()),
    flow: z.string(),
    step: z.string(),
    sentAt: z.string(),
  }),
);
export type OutboxMail = z.infer<typeof outboxSchema>[number];

const windingSchema = z.object({
  now: z.string(),
  sent: z.number(),
  skipped: z.number(),
  deferred: z.number(),
});

/** The whole product in one process: web and worker from real parts, over real HTTP and MongoDB; only Shopify is ours. */
export interface World {
  readonly far: FakeShopify;
  readonly appUrl: string;
  /** What the product has stored. */
  readonly connection: TestDatabase['connection'];
  readonly mongodbUri: string;
  /** Prometheus pages of both processes. */
  readonly metricsUrls: { readonly web: string; readonly worker: string };
  /** What jobs of real time do, done now. */
  readonly upkeep: Upkeep;
  now(): Date;
  /** Lets every delivery arrive, then passes through the time. */
  wind(duration: string): Promise<z.infer<typeof windingSchema>>;
  outbox(to: string): Promise<readonly OutboxMail[]>;
  /** When whoever waits in the flow is due. */
  dueAts(address: string, flow: string): Promise<readonly Date[]>;
  /** `kind: reason`, oldest first. */
  story(address: string, flow: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Polls and write-backs, from real parts. */
export interface Upkeep {
  reconcile(): Promise<unknown>;
  writeConsents(): Promise<unknown>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly name: string;
  readonly past: readonly FarChange[];
  /** Silent unless told. */
  readonly logger?: Logger;
  /** What befalls Shopify before the app is opened for the first time. */
  readonly beforeInstall?: (far: FakeShopify) => void;
  /** How webhooks travel. */
  readonly delivery?: NonNullable<FakeShopifyOptions['delivery']>;
}

const credentials = { apiKey: 'test-key', apiSecret: 'test-secret' };
const shop = asShopId(sampleShop.domain);

const listen = (app: express.Express): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(app).listen(0, '127.0.0.1', () => resolve(server));
  });

const portOf = (server: Server): number => z.object({ port: z.number() }).parse(server.address()).port;

interface AppOptions {
  readonly mongodbUri: string;
  readonly farUrl: string;
  readonly port: number;
  readonly logger: Logger;
}

const startApp = async ({ mongodbUri, farUrl, port, logger }: AppOptions) => {
  const config = readConfig({
    MONGODB_URI: mongodbUri,
    SHOPIFY_API_KEY: credentials.apiKey,
    SHOPIFY_API_SECRET: credentials.apiSecret,
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    ENCORE_DEMO: '1',
    DEMO_STORE_URL: farUrl,
    MAIL_TRANSPORT: 'outbox',
    METRICS_PORT: '0',
  });
  const web = await composeWeb(config, logger);
  const worker = await composeWorker(config, logger);
  const metricsUrls = {
    web: `${config.appUrl}/metrics`,
    worker: `http://127.0.0.1:${worker.metricsPort}/metrics`,
  };
  return { web, worker, metricsUrls, appUrl: config.appUrl, config };
};

const openUpkeep = async (connection: TestDatabase['connection'], config: Config): Promise<Upkeep> => {
  const data = await openData(connection, { watchClock: true });
  const parts = { config, data, logger: silentLogger };
  const [polls, consents] = [wireReconcile(parts), wireConsentWriteBack(parts)];
  return {
    reconcile: () => polls.run(shop, { graceMs: 0 }),
    writeConsents: () => consents.run(),
    close: () => data.clock.close(),
  };
};

const install = async ({ appUrl, connection }: Pick<World, 'appUrl' | 'connection'>): Promise<void> => {
  await fetch(appUrl + embeddedAppPath({ shop, ...credentials }));
  const shops = createShopRepository(connection);
  await eventually(async () => (await shops.find(shop))?.backfill?.state === 'done');
};

/** The merchant opens the app once more after having removed it. */
export const reinstall = (world: World): Promise<void> => install(world);

/** What the admin asks, as its staff member 42. */
export const askApi = async (
  { appUrl }: World,
  method: 'GET' | 'POST' | 'PATCH',
  ...[path, body]: readonly [path: string, body?: object]
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${appUrl}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${createSessionToken({ shop, ...credentials })}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

export const openWorld = async ({
  name,
  past,
  logger = silentLogger,
  delivery = {},
  beforeInstall,
}: WorldOptions): Promise<World> => {
  const database = await testDatabase(name);
  const floor = express();
  const farServer = await listen(floor);
  const farUrl = `http://127.0.0.1:${portOf(farServer)}`;
  const { web, worker, metricsUrls, appUrl, config } = await startApp({
    mongodbUri: database.uri,
    farUrl,
    port: await freePort(),
    logger,
  });
  const clockUrl = `${appUrl}/demo/clock`;
  let offsetMs = 0;
  const now = (): Date => new Date(performance.timeOrigin + performance.now() + offsetMs);
  const { schema } = await publishedSchema('2026-07');
  const far = createFakeShopify({ shop: sampleShop, ...credentials, appUrl, now, schema, delivery });
  far.store.load(past);
  floor.use(far.router);

  beforeInstall?.(far);
  await install({ appUrl, connection: database.connection });
  const upkeep = await openUpkeep(database.connection, config);

  return {
    far,
    upkeep,
    appUrl,
    connection: database.connection,
    mongodbUri: database.uri,
    metricsUrls,
    now,
    wind: async (duration) => {
      await far.sender.settled(10_000);
      const body = JSON.stringify({ advance: duration });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(clockUrl, { method: 'POST', headers, body });
      const winding = windingSchema.parse(await answer.json());
      offsetMs += new Date(winding.now).getTime() - now().getTime();
      return winding;
    },
    outbox: async (to) => {
      const mails = outboxSchema.parse(await (await fetch(`${appUrl}/demo/outbox.json`)).json());
      return mails.filter((mail) => mail.to === to.toLowerCase());
    },
    dueAts: async (address, flow) => {
      const contact = await createContactRepository(database.connection).findByAddress(shop, address);
      const store = createMongoEngineStore(database.connection);
      const waiting = contact === undefined ? [] : await store.findWaitingOfContacts(shop, [contact.id]);
      return waiting.filter((one) => one.flow === flow).flatMap(({ dueAt }) => dueAt ?? []);
    },
    story: async (address, flow) => {
      const contact = await createContactRepository(database.connection).findByAddress(shop, address);
      if (contact === undefined) return [];
      const decisions = await createDecisionsRepository(database.connection).ofContact(shop, contact.id, 200);
      return decisions
        .filter((decision) => decision.flow === flow)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map(({ kind, reason, step }) => [kind, step, reason].filter(Boolean).join(' '));
    },
    close: async () => {
      far.close();
      await upkeep.close();
      await worker.stop();
      await web.stop();
      await new Promise((resolve) => farServer.close(resolve));
      await database.drop();
    },
  };
};
