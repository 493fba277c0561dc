import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import { createManualClock } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import { createAdminClient } from '../../platforms/shopify/admin-client.ts';
import type { AdminClient } from '../../platforms/shopify/admin-client.ts';
import { createEnsureInstalled } from '../../platforms/shopify/install.ts';
import type { EnsureInstalled } from '../../platforms/shopify/install.ts';
import { createOfflineTokens } from '../../platforms/shopify/offline-token.ts';
import type { OfflineTokens } from '../../platforms/shopify/offline-token.ts';
import { createShopifyFetch } from '../../platforms/shopify/shopify-fetch.ts';
import { createTokenClient } from '../../platforms/shopify/token-client.ts';
import type { TokenClient } from '../../platforms/shopify/token-client.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { createFakeShopify } from '../fake-shopify/create-fake-shopify.ts';
import { publishedSchema } from '../fake-shopify/admin-api/published-schema.ts';
import type { FakeShopify } from '../fake-shopify/create-fake-shopify.ts';
import type { FarChange, FarShopDetails } from '../fake-shopify/far-side-store.ts';
import { createSessionToken } from '../fake-shopify/session-token.ts';
import { lumen } from './build-delivery.ts';

const farApiKey = 'far-side-key';
const farApiSecret = 'far-side-secret';

/** Shopify over HTTP, with one shop that has one product, one customer and one order. */
export interface FarSide {
  readonly fake: FakeShopify;
  readonly admin: AdminClient;
  readonly tokens: OfflineTokens;
  readonly tokenClient: TokenClient;
  readonly ensureInstalled: EnsureInstalled;
  /** Names of the jobs that were asked for. */
  readonly jobs: readonly string[];
  sessionToken(): string;
  close(): Promise<void>;
}

const details: FarShopDetails = {
  id: '1',
  domain: lumen,
  name: 'Lumen',
  url: 'https://lumen.example',
  email: 'hello@lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'de',
  address: { address1: 'Lampenweg 1', city: 'Berlin', zip: '10115', countryCode: 'DE' },
};

const at = '2026-05-01T10:00:00.000Z';

const changes: readonly FarChange[] = [
  {
    kind: 'product',
    value: {
      id: '101',
      handle: 'night-lamp',
      title: 'Night lamp',
      description: '',
      vendor: 'Lumen',
      productType: 'Lamps',
      tags: [],
      optionName: 'Colour',
      variants: [{ id: '201', title: 'Amber', price: '24.00', sku: 'NL-A', inventory: 4 }],
      imageUrl: 'https://lumen.example/lamp.png',
      createdAt: at,
      updatedAt: at,
    },
  },
  {
    kind: 'customer',
    value: {
      id: '9007199254740993111',
      email: 'Mara@lumen.example',
      firstName: 'Mara',
      lastName: 'Lind',
      city: 'Berlin',
      zip: '10115',
      countryCode: 'DE',
      marketing: { state: 'subscribed', updatedAt: at },
      createdAt: at,
      updatedAt: at,
    },
  },
  {
    kind: 'order',
    value: {
      id: '9007199254740993777',
      number: 1001,
      token: 'order-token',
      checkoutToken: 'checkout-1',
      cartToken: 'cart-1',
      customerId: '9007199254740993111',
      email: 'mara@lumen.example',
      acceptsMarketing: false,
      lines: [
        {
          id: '301',
          productId: '101',
          variantId: '201',
          title: 'Night lamp',
          variantTitle: 'Amber',
          vendor: 'Lumen',
          sku: 'NL-A',
          price: '24.00',
          quantity: 2,
        },
      ],
      placedAt: at,
      updatedAt: '2026-05-03T10:00:00.000Z',
      fulfilledAt: '2026-05-03T10:00:00.000Z',
      cancelledAt: null,
      test: false,
    },
  },
];

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

export const startFarSide = async (repositories: ShopRepositories): Promise<FarSide> => {
  const clock = createManualClock(new Date('2026-11-01T00:00:00Z'));
  const fake = createFakeShopify({
    shop: details,
    apiKey: farApiKey,
    apiSecret: farApiSecret,
    appUrl: 'http://127.0.0.1:9',
    now: clock.now,
    schema: (await publishedSchema('2026-07')).schema,
  });
  fake.store.load(changes);
  const server = createServer(express().use(fake.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fetch = createShopifyFetch(`http://127.0.0.1:${portOf(server)}`);
  const tokenClient = createTokenClient({
    apiKey: farApiKey,
    apiSecret: farApiSecret,
    appUrl: 'https://encore.example',
    fetch,
  });
  const box = createSecretBox([Buffer.from(randomToken(32), 'base64url')]);
  const tokens = createOfflineTokens({ tokens: repositories.tokens, box, client: tokenClient });
  const admin = createAdminClient({ fetch, tokens, backoffMs: 5 });
  const jobs: string[] = [];
  const queue = {
    enqueue: (name: string) => {
      jobs.push(name);
      return Promise.resolve();
    },
  };
  const ensureInstalled = createEnsureInstalled({ shops: repositories.shops, tokens, admin, queue, clock });
  return {
    fake,
    admin,
    tokens,
    tokenClient,
    ensureInstalled,
    jobs,
    sessionToken: () => createSessionToken({ shop: lumen, apiKey: farApiKey, apiSecret: farApiSecret }),
    close: async () => {
      fake.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
