import { createServer } from 'node:http';
import express from 'express';
import { z } from 'zod';
import { realNow } from '../../../lib/clock.ts';
import { embeddedAppPath } from '../../../app/standalone/demo-store/live/install-encore.ts';
import { createFakeShopify } from '../../fake-shopify/create-fake-shopify.ts';
import { sampleShop } from '../../fake-shopify/far-side-samples.ts';
import { createSessionToken } from '../../fake-shopify/session-token.ts';
import { eventually } from '../../eventually.ts';

export const credentials = { apiKey: 'faults-key', apiSecret: 'faults-secret' };

/** Two, so that what happens to one can be seen not to happen to the other. */
export const shopNames = ['lumen.myshopify.com', 'sable.myshopify.com'] as const;
export type ShopName = (typeof shopNames)[number];

const detailsOf = (domain: ShopName) => ({
  ...sampleShop,
  domain,
  id: `gid://shopify/Shop/54838000${shopNames.indexOf(domain)}`,
  name: domain === 'lumen.myshopify.com' ? 'Lumen Goods' : 'Sable Goods',
  email: senderOf(domain),
});

const senderOf = (domain: ShopName): string => `hello@${domain.split('.')[0] ?? ''}.example`;

export interface Shops {
  readonly adminUrl: string;
  close(): Promise<void>;
}

/** The Admin API of both shops at one address, told apart as a proxy of Shopify's would. */
export const startShops = async (): Promise<Shops> => {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const fakes = shopNames.map((name) => ({
    name,
    // Deliveries are a trial's own: nothing is sent from here.
    fake: createFakeShopify({
      shop: detailsOf(name),
      ...credentials,
      appUrl: 'http://127.0.0.1:9',
      now: realNow,
    }),
  }));
  app.use((request, response, next) => {
    const asked = request.get('x-forwarded-host');
    const one = fakes.find(({ name }) => name === asked);
    if (one === undefined) response.status(404).end();
    else one.fake.router(request, response, next);
  });
  return {
    adminUrl: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const { fake } of fakes) fake.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const flowSchema = z.object({ status: z.string(), rev: z.number() });

/** What a merchant does in the admin. */
export interface Merchant {
  /** Opens the app for the first time. */
  install(): Promise<void>;
  switchFlow(status: 'live' | 'paused'): Promise<void>;
  /** From now on the shop sends through an account of its own. */
  bringKey(apiKey: string): Promise<void>;
}

export const merchantOf = (shop: ShopName, appUrl: string): Merchant => {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const token = createSessionToken({ shop, ...credentials });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const answer = await fetch(`${appUrl}/api${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const call = async (method: string, body?: object): Promise<z.infer<typeof flowSchema>> =>
    flowSchema.parse(await ask(method, '/flows/abandoned-checkout', body));
  return {
    install: () =>
      eventually(
        async () => (await fetch(appUrl + embeddedAppPath({ shop, ...credentials }))).status === 200,
        60_000,
      ),
    switchFlow: async (status) => {
      const { rev } = await call('GET');
      await call('PATCH', { status, rev });
    },
    bringKey: async (apiKey) => {
      await ask('POST', '/sending/account', { apiKey });
    },
  };
};
