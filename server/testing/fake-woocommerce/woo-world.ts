import { once } from 'node:events';
import { createServer } from 'node:http';
import { Router } from 'express';
import { createHttpApp } from '../../app/http/http-app.ts';
import { createMeters } from '../../app/metrics/meters.ts';
import { wireApplier } from '../../app/wiring/applier.ts';
import { openData } from '../../app/wiring/data.ts';
import type { Data } from '../../app/wiring/data.ts';
import { wireFlows } from '../../app/wiring/flows.ts';
import { wireIntake } from '../../app/wiring/intake.ts';
import { wireWooClients, wireWooInvite, wireWooRouters, wireWooSync } from '../../app/wiring/woocommerce.ts';
import { readConfig } from '../../app/config.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { WooSync } from '../../platforms/woocommerce/sync.ts';
import { testDatabase } from '../mongo.ts';
import { startFakeWoocommerce } from './fake-woocommerce.ts';
import type { FakeWoocommerce } from './fake-woocommerce.ts';

/** Our side of the wire from real parts over real HTTP and MongoDB; the store is the fake. Jobs are run by the test. */
export interface WooWorld {
  readonly appUrl: string;
  readonly store: FakeWoocommerce;
  readonly data: Data;
  readonly sync: WooSync;
  readonly enqueued: readonly string[];
  readonly clientOf: ReturnType<typeof wireWooClients>;
  invite(storeUrl: string): Promise<string>;
  /** Applies whatever is in the inbox. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

export const createWooWorld = async (name: string): Promise<WooWorld> => {
  const database = await testDatabase(name);
  const store = await startFakeWoocommerce();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const appUrl = `http://127.0.0.1:${port}`;
  const config = readConfig({
    MONGODB_URI: 'mongodb://127.0.0.1',
    SHOPIFY_API_KEY: 'k',
    SHOPIFY_API_SECRET: 's',
    APP_URL: appUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const data = await openData(database.connection, { watchClock: false, timing: config.timing });
  const flows = wireFlows(data, silentLogger);
  const meters = createMeters();
  const intake = wireIntake(data, config.timing, meters);
  const enqueued: string[] = [];
  const parts = { config, data, flows, meters, intake, logger: silentLogger, allowLoopback: true };
  const routers = wireWooRouters({
    ...parts,
    queue: { enqueue: async (job) => void enqueued.push(job) },
    isInstalled: data.shop.shops.isInstalled,
  });
  const bare = { health: Router(), api: Router(), document: Router() };
  server.on('request', createHttpApp({ ...bare, routers, logger: silentLogger }));
  const applier = wireApplier(parts);
  return {
    appUrl,
    store,
    data,
    sync: wireWooSync(parts),
    enqueued,
    clientOf: wireWooClients(parts),
    invite: wireWooInvite(parts),
    apply: async () => {
      while ((await applier.applyBatch()) > 0);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await store.close();
      await data.clock.close();
      await database.drop();
    },
  };
};
