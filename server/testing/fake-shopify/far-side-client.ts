import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { publishedSchema } from './admin-api/published-schema.ts';
import { createFakeShopify } from './create-fake-shopify.ts';
import type { FakeShopify } from './create-fake-shopify.ts';
import { sampleCustomer, sampleProduct, sampleShop } from './far-side-samples.ts';
import { createSessionToken } from './session-token.ts';

const { schema } = await publishedSchema('2026-07');
const keys = { apiKey: 'key', apiSecret: 'secret' };
const graphqlPath = '/admin/api/2026-07/graphql.json';
const tokenPath = '/admin/oauth/access_token';
export const openFar = (): { far: FakeShopify; app: Express } => {
  const far = createFakeShopify({
    shop: sampleShop,
    ...keys,
    appUrl: 'http://127.0.0.1:9',
    now: () => new Date('2026-07-01T10:00:00Z'),
    schema,
  });
  far.store.load([
    { kind: 'product', value: sampleProduct },
    { kind: 'customer', value: sampleCustomer },
  ]);
  const app = express();
  app.use(far.router);
  return { far, app };
};

export const tokenSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  refresh_token_expires_in: z.number(),
});

export const exchange = (app: Express, over: object = {}) =>
  request(app)
    .post(tokenPath)
    .send({
      client_id: keys.apiKey,
      client_secret: keys.apiSecret,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: createSessionToken({ shop: sampleShop.domain, ...keys }),
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...over,
    });

export const accessTo = async (app: Express): Promise<string> =>
  tokenSchema.parse((await exchange(app)).body).access_token;

export const refresh = (app: Express, token: string) =>
  exchange(app, { grant_type: 'refresh_token', refresh_token: token, subject_token: undefined });

export const ask = async (app: Express, token: string, body: { query: string; variables?: object }) =>
  request(app).post(graphqlPath).set('x-shopify-access-token', token).send(body);
