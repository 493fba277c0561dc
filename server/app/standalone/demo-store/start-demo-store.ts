import express from 'express';
import type { Express } from 'express';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { realNow } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/logger.ts';
import { createFakeShopify } from '../../../testing/fake-shopify/create-fake-shopify.ts';
import type { FakeShopify } from '../../../testing/fake-shopify/create-fake-shopify.ts';
import type { FarShopDetails } from '../../../testing/fake-shopify/far-side-store.ts';
import { catalogueProducts } from './catalogue/catalogue.ts';
import { createHistory } from './history/history.ts';
import { createRandom } from './history/random.ts';
import { installEncore } from './live/install-encore.ts';
import { openJournal } from './live/journal.ts';
import type { Journal } from './live/journal.ts';
import { createLivingCustomers } from './live/living-customers.ts';
import { createShopTime } from './live/shop-time.ts';
import type { ShopTime } from './live/shop-time.ts';
import { createVisitors } from './live/visitors.ts';
import type { Visitors } from './live/visitors.ts';
import { shipDueOrders } from './live/warehouse.ts';
import { createAdminFrameRouter } from './routes/admin-frame-router.ts';
import { createStorefrontRouter } from './routes/storefront-router.ts';

export interface DemoStoreOptions {
  readonly port: number;
  readonly dataDir: string;
  /** `x.myshopify.com` */
  readonly shop: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly appUrl: string;
  /** Where visitors see the storefront: the app's origin and `/demo/store`. */
  readonly storeUrl: string;
  readonly logger: Logger;
  /** Real milliseconds between two visits of the shop's own customers; 0 keeps them at home. */
  readonly customersEveryMs?: number;
}

export interface DemoStore {
  readonly url: string;
  /** Settles once the app answers for our shop: what is sent from then on finds it installed. */
  readonly installed: Promise<void>;
  close(): Promise<void>;
}

const shopDetails = (options: DemoStoreOptions): FarShopDetails => ({
  id: 'gid://shopify/Shop/548380009',
  domain: options.shop,
  name: 'Lumen Goods',
  url: options.storeUrl,
  email: 'hello@lumen-goods.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  address: { address1: '4 Orchard Lane', city: 'Berlin', zip: '10115', countryCode: 'DE' },
});

/** When this shop's past ends: the first start, kept so that a restart tells the same past. */
const beginning = (journal: Journal): { readonly seed: number; readonly at: Date } => {
  const known = journal.entries.find((entry) => entry.entry === 'began');
  if (known?.entry === 'began') return { seed: known.seed, at: new Date(known.at) };
  const at = realNow();
  journal.append({ entry: 'began', seed: 20_261_122, at: at.toISOString() });
  return { seed: 20_261_122, at };
};

const generatePast = (far: FakeShopify, journal: Journal, url: string): void => {
  const { seed, at } = beginning(journal);
  const createdAt = new Date(at.getTime() - 400 * 86_400_000).toISOString();
  const products = catalogueProducts({ url, createdAt });
  far.store.load(products.map((value) => ({ kind: 'product', value })));
  far.store.load(createHistory({ seed, until: at, products }));
};

const recall = (journal: Journal, far: FakeShopify, visitors: Visitors): void => {
  for (const entry of journal.entries) {
    if (entry.entry === 'change') far.store.load([entry.change]);
    if (entry.entry === 'token') far.loadToken(entry.pair);
    if (entry.entry === 'visitor') visitors.load(entry.visitor);
  }
  far.sender.resume(journal.entries.flatMap((entry) => (entry.entry === 'queued' ? [entry.delivery] : [])));
};

const openFarSide = (options: DemoStoreOptions, journal: Journal, time: ShopTime): FakeShopify =>
  createFakeShopify({
    shop: shopDetails(options),
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    appUrl: options.appUrl,
    now: time.now,
    journal: {
      onChange: (change) => journal.append({ entry: 'change', change }),
      onQueued: (delivery) => journal.append({ entry: 'queued', delivery }),
      onDelivered: (id) => journal.append({ entry: 'delivered', id }),
      onToken: (pair) => journal.append({ entry: 'token', pair }),
    },
  });

const listen = (app: Express, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', (cause) =>
      reject(new EncoreError('start_failed', { message: 'the demo store cannot listen', cause })),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const shut = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** The demo's shop: the far side of Shopify, a storefront, an admin frame and customers who go on living. It knows the app by HTTP only. */
export const startDemoStore = async (options: DemoStoreOptions): Promise<DemoStore> => {
  const journal = openJournal(join(options.dataDir, 'demo-store/journal.jsonl'));
  const time = createShopTime(options.appUrl);
  const far = openFarSide(options, journal, time);
  const random = createRandom(realNow().getTime());
  const visitors = createVisitors(random, (visitor) => journal.append({ entry: 'visitor', visitor }));
  generatePast(far, journal, options.storeUrl);
  recall(journal, far, visitors);

  const app = express();
  app.disable('x-powered-by');
  app.use('/demo/store', createStorefrontRouter({ far, time, visitors }, random));
  app.use('/demo/admin', createAdminFrameRouter({ ...options, shopName: far.store.details.name }));
  app.use(far.router);
  const server = await listen(app, options.port);

  const stop = new AbortController();
  let isInstalled = false;
  const install = async (): Promise<void> => {
    await installEncore(options, stop.signal);
    isInstalled = true;
    options.logger.info('the shop has installed Encore');
  };
  const installed = install();
  const everyMs = options.customersEveryMs ?? 30_000;
  const mayAct = (): boolean => isInstalled && everyMs > 0 && far.sender.pending() < 20;
  const living = createLivingCustomers({ ...far, random, mayAct, everyMs: everyMs || 60_000 });
  const warehouse = setInterval(() => shipDueOrders(far.store, far.floor, time.now()), 1000);

  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    installed,
    close: async () => {
      stop.abort();
      clearInterval(warehouse);
      living.close();
      time.close();
      far.close();
      await shut(server);
    },
  };
};
