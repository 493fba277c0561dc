import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import { shopifyTopicPrefix } from './interpret-webhook.ts';
import { readRawBody } from './raw-body.ts';
import { isShopDomain } from './shop-domain.ts';
import { isSigned } from './webhook-signature.ts';
import { webhookTopics } from './webhook-topics.ts';

export interface WebhookRouterDeps {
  /** The current one first, then the one before it while Shopify still uses it. */
  readonly secrets: readonly string[];
  readonly intake: Intake;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  readonly logger: Logger;
  readonly metrics?: { readonly answered: (status: number, topic: string) => void } | undefined;
}

const maxBodyBytes = 5 * 2 ** 20;
const retryAfterSeconds = 5;
const topicPattern = /^[a-z_]+(?:\.[a-z_]+|\/[a-z_]+)+$/;
const idPattern = /^[\w.:+/=-]{1,128}$/;
const empty = Buffer.alloc(0);

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

interface Envelope {
  readonly topic: string;
  readonly shop: ShopId;
  readonly deliveryId: string;
}

const readEnvelope = (request: IncomingMessage): Envelope => {
  const topic = header(request, 'x-shopify-topic');
  const shop = header(request, 'x-shopify-shop-domain')?.toLowerCase();
  const deliveryId = header(request, 'x-shopify-webhook-id');
  const fields = {
    ...(topic !== undefined && topicPattern.test(topic) ? {} : { 'X-Shopify-Topic': 'missing or malformed' }),
    ...(shop !== undefined && isShopDomain(shop) ? {} : { 'X-Shopify-Shop-Domain': 'missing or malformed' }),
    ...(deliveryId !== undefined && idPattern.test(deliveryId)
      ? {}
      : { 'X-Shopify-Webhook-Id': 'missing or malformed' }),
  };
  if (Object.keys(fields).length > 0 || topic === undefined || shop === undefined || deliveryId === undefined)
    throw new EncoreError('webhook_headers_invalid', { fields });
  return { topic, shop: asShopId(shop), deliveryId };
};

const keptHeaders = (request: IncomingMessage): Readonly<Record<string, string>> => {
  const names = ['triggered-at', 'api-version', 'event-id'] as const;
  const values = names.flatMap((name) => {
    const value = header(request, `x-shopify-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
};

/** The signature is looked at before anything else the request says. */
const readSigned = async (request: IncomingMessage, secrets: readonly string[]): Promise<Buffer> => {
  const signature = header(request, 'x-shopify-hmac-sha256');
  const body = await readRawBody(request, maxBodyBytes);
  if (signature === undefined) throw new EncoreError('signature_missing');
  if (body === undefined) throw new EncoreError('body_too_large');
  if (!isSigned(body, signature, secrets)) throw new EncoreError('signature_wrong');
  return body;
};

const checkInstalled = async ({ isInstalled }: WebhookRouterDeps, shop: ShopId): Promise<boolean> => {
  try {
    return await isInstalled(shop);
  } catch (cause) {
    throw new EncoreError('inbox_unavailable', { cause });
  }
};

/** After an uninstall the only news of a shop that matter are those that ask to forget. */
const isForGoneShops = (topic: string): boolean => topic.endsWith('/redact');

const toDelivery = async (
  request: IncomingMessage,
  body: Buffer,
  deps: WebhookRouterDeps,
): Promise<NewDelivery> => {
  const { topic, shop, deliveryId } = readEnvelope(request);
  const handler = webhookTopics.get(topic);
  const kept = isForGoneShops(topic) || (await checkInstalled(deps, shop));
  return {
    shop,
    deliveryId,
    topic: shopifyTopicPrefix + topic,
    class: handler?.class ?? 'normal',
    body: kept ? body : empty,
    headers: keptHeaders(request),
    state: kept && handler !== undefined ? 'stored' : 'ignored',
  };
};

const answer = (response: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
  });
  response.end(text);
};

const toAnswer = (error: unknown): EncoreError =>
  error instanceof EncoreError ? error : new EncoreError('inbox_unavailable', { cause: error });

const refuse = (response: ServerResponse, error: unknown, deps: WebhookRouterDeps): number => {
  const { code, message, status, fields, cause } = toAnswer(error);
  deps.logger.warn({ code, err: cause }, 'webhook refused');
  answer(response, status, { error: { code, message, ...(fields === undefined ? {} : { fields }) } });
  return status;
};

/** `POST /webhooks/shopify`: 200 means that a durable row holds the delivery. Must stand before any body parser. */
export const createShopifyWebhookRouter = (deps: WebhookRouterDeps): Router => {
  const read = async (request: IncomingMessage): Promise<NewDelivery> => {
    const isRead = deps.intake.expect();
    try {
      return await toDelivery(request, await readSigned(request, deps.secrets), deps);
    } finally {
      isRead();
    }
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let status = 200;
    try {
      const delivery = await read(request);
      const outcome = await deps.intake.accept(delivery);
      answer(response, 200, { outcome });
    } catch (error) {
      status = refuse(response, error, deps);
    }
    deps.metrics?.answered(
      status,
      webhookTopics.has(header(request, 'x-shopify-topic') ?? '')
        ? String(request.headers['x-shopify-topic'])
        : 'other',
    );
  };
  const router = Router();
  router.post('/webhooks/shopify', (request, response) => {
    void handle(request, response);
  });
  return router;
};
