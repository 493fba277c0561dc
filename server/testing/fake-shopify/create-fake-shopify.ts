import express from 'express';
import type { Request, Response, Router } from 'express';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { createAccessTokens } from './access-tokens.ts';
import type { TokenPair } from './access-tokens.ts';
import { createAdminRoot } from './admin-api/admin-root.ts';
import { demoSchema } from './admin-api/demo-schema.ts';
import { denialOf } from './admin-api/denied-access.ts';
import { executeAdmin } from './admin-api/execute-admin.ts';
import type { FarTrigger } from './admin-api/flow-root.ts';
import { createBulkOperations } from './admin-api/bulk-operations.ts';
import type { BulkOperation } from './admin-api/bulk-operations.ts';
import { createFarSideStore } from './far-side-store.ts';
import type { FarChange, FarShopDetails, FarSideStore } from './far-side-store.ts';
import { createShopFloor } from './shop-floor.ts';
import type { ShopFloor } from './shop-floor.ts';
import { createWebhookSender } from './webhook-sender.ts';
import type { WebhookDelivery, WebhookSender, WebhookSenderOptions } from './webhook-sender.ts';
import { createIllness } from './illness.ts';
import type { Illness } from './illness.ts';

/** What a holder may keep so that a restart forgets nothing. */
export interface FarSideJournal {
  readonly onChange?: (change: FarChange) => void;
  readonly onQueued?: (delivery: WebhookDelivery) => void;
  readonly onDelivered?: (id: string) => void;
  readonly onToken?: (pair: TokenPair) => void;
}

export interface FakeShopifyOptions {
  readonly shop: FarShopDetails;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The app under test: webhooks go to `${appUrl}/webhooks/shopify`. */
  readonly appUrl: string;
  /** Shop time. */
  readonly now: () => Date;
  readonly journal?: FarSideJournal;
  /** What operations are held against: the demo's own small part of the Admin API unless told; tests bring the published one. */
  readonly schema?: GraphQLSchema;
  /** How long webhooks wait after a failure, and what is done to them on their way. */
  readonly delivery?: Pick<WebhookSenderOptions, 'backoffMs' | 'mischief'>;
}

export interface FakeShopify {
  readonly store: FarSideStore;
  readonly sender: WebhookSender;
  readonly floor: ShopFloor;
  /** `/admin/oauth/access_token`, `/admin/api/:version/graphql.json`, `/bulk/:key.jsonl` */
  readonly router: Router;
  /** What is wrong with the Admin API, and for how many requests; nothing at first. */
  readonly illness: Illness;
  /** What workflows were started with, oldest first. */
  readonly triggers: readonly FarTrigger[];
  loadToken(pair: TokenPair): void;
  /** As when the app is removed and nobody hears of it: no token opens anything any more. */
  revokeTokens(): void;
  /** The merchant grants these and no others; the app is told. */
  grant(scopes: readonly string[]): void;
  close(): void;
}

const operationSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const cost = {
  requestedQueryCost: 12,
  actualQueryCost: 8,
  throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1992, restoreRate: 100 },
};

const baseUrlOf = (request: Request): string => `http://${request.headers.host ?? '127.0.0.1'}`;

const header = (request: Request, name: string): string | undefined => request.get(name);

/** Shopify's side of the wire for one shop: Admin API, token endpoint and signed webhooks, over plain HTTP. */
export const createFakeShopify = (options: FakeShopifyOptions): FakeShopify => {
  const journal = options.journal ?? {};
  const { apiKey, apiSecret } = options;
  const schema = options.schema ?? demoSchema;
  const illness = createIllness();
  const triggers: FarTrigger[] = [];
  const store = createFarSideStore(options.shop, journal.onChange);
  const sender = createWebhookSender({
    shop: options.shop.domain,
    apiSecret,
    appUrl: options.appUrl,
    ...options.delivery,
    ...(journal.onQueued === undefined ? {} : { onQueued: journal.onQueued }),
    ...(journal.onDelivered === undefined ? {} : { onDelivered: journal.onDelivered }),
  });
  const tokens = createAccessTokens({
    apiKey,
    apiSecret,
    ...(journal.onToken === undefined ? {} : { onIssue: journal.onToken }),
  });
  const floor = createShopFloor({ store, sender, now: options.now });
  const announceBulk = (operation: BulkOperation): void => {
    const body = {
      admin_graphql_api_id: operation.id,
      completed_at: operation.completedAt,
      created_at: operation.createdAt,
      error_code: operation.errorCode,
      status: operation.status.toLowerCase(),
      type: 'query',
    };
    sender.send('bulk_operations/finish', body, options.now());
  };
  const rootAt = (baseUrl: string): object =>
    createAdminRoot({ schema, store, floor, bulk, triggers, granted: tokens.granted, baseUrl });
  const bulk = createBulkOperations({
    schema,
    rootValue: () => rootAt(''),
    isDenied: (query) => denialOf(query, tokens.granted()) !== undefined,
    onFinished: announceBulk,
  });

  const answerOperation = async (request: Request, response: Response): Promise<void> => {
    if (!tokens.accepts(header(request, 'x-shopify-access-token'))) {
      response
        .status(401)
        .json({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
      return;
    }
    const operation = operationSchema.safeParse(request.body);
    if (!operation.success) {
      response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } });
      return;
    }
    const { query, variables } = operation.data;
    const denial = denialOf(query, tokens.granted());
    if (denial !== undefined) {
      response.json({ ...denial, extensions: { cost } });
      return;
    }
    const answer = await executeAdmin({
      schema,
      query,
      variables,
      rootValue: rootAt(baseUrlOf(request)),
      bulk: false,
    });
    response.json({ ...answer, extensions: { cost } });
  };

  const router = express.Router();
  router.post(
    '/admin/oauth/access_token',
    express.json(),
    express.urlencoded({ extended: false }),
    illness.tokens,
    (request, response) => {
      const { status, body } = tokens.answer(request.body);
      response.status(status).json(body);
    },
  );
  router.post(
    '/admin/api/:version/graphql.json',
    express.json({ limit: '2mb' }),
    illness.middleware,
    answerOperation,
  );
  router.get('/bulk/:file', (request, response) => {
    const body = bulk.file(request.params.file.replace(/\.jsonl$/, ''));
    if (body === undefined) response.status(404).end();
    else response.type('application/jsonl').send(body);
  });

  const grant = (scopes: readonly string[]): void => {
    const body = {
      id: 1,
      previous: tokens.granted(),
      current: scopes,
      updated_at: options.now().toISOString(),
    };
    tokens.grant(scopes);
    sender.send('app/scopes_update', body, options.now());
  };

  return {
    store,
    sender,
    floor,
    router,
    illness,
    triggers,
    loadToken: tokens.load,
    revokeTokens: tokens.revoke,
    grant,
    close: sender.close,
  };
};
