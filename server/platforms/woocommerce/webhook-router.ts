import { raw, Router } from 'express';
import type { Request } from 'express';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import { isSigned } from '../shopify/webhook-signature.ts';
import type { WooConnection, WooConnections } from './connections.system.repository.ts';
import { bodyDigest, wooTopicPrefix } from './interpret-webhook.ts';
import { webhookSecretContext } from './key-vault.ts';
import { wooTopics } from './webhook-topics.ts';

export interface WooWebhookDeps {
  readonly connections: Pick<WooConnections, 'find'>;
  readonly box: Pick<SecretBox, 'open'>;
  readonly intake: Pick<Intake, 'accept'>;
  readonly isInstalled: (shop: ShopId) => Promise<boolean>;
  /** Store time. */
  readonly clock: Clock;
  readonly metrics?: { readonly answered: (status: number, topic: string) => void } | undefined;
}

const maxBodyBytes = 5 * 2 ** 20;
const topicPattern = /^[a-z_]+\.[a-z_]{1,80}$/;
const idPattern = /^[\w-]{1,64}$/;

const bodyOf = (request: Request): Buffer => {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
};

/** Sent once when a webhook is made or woken: a form, with no signature and none of its headers. It says nothing. */
const isPing = (request: Request, body: Buffer): boolean =>
  request.get('x-wc-webhook-topic') === undefined && /^webhook_id=\d{1,18}$/.test(body.toString());

const checkSigned = (
  request: Request,
  body: Buffer,
  { connection, box }: { connection: WooConnection | undefined; box: WooWebhookDeps['box'] },
): WooConnection => {
  const signature = request.get('x-wc-webhook-signature');
  if (signature === undefined || signature === '') throw new EncoreError('signature_missing');
  // Whoever doesn't know the connection's secret learns nothing of which connections there are.
  if (connection === undefined) throw new EncoreError('signature_wrong');
  const secret = box.open(connection.webhookSecret, webhookSecretContext(connection.shop));
  if (!isSigned(body, signature, [secret])) throw new EncoreError('signature_wrong');
  return connection;
};

interface Envelope {
  readonly topic: string;
  readonly webhookId: string;
  readonly deliveryId: string;
}

const readEnvelope = (request: Request): Envelope => {
  const named = (name: string, pattern: RegExp): string | undefined => {
    const value = request.get(`x-wc-webhook-${name}`);
    return value !== undefined && pattern.test(value) ? value : undefined;
  };
  const topic = named('topic', topicPattern);
  const webhookId = named('id', idPattern);
  const deliveryId = named('delivery-id', idPattern);
  if (topic !== undefined && webhookId !== undefined && deliveryId !== undefined)
    return { topic, webhookId, deliveryId };
  const fields = Object.fromEntries(
    Object.entries({ Topic: topic, ID: webhookId, 'Delivery-ID': deliveryId }).flatMap(([name, value]) =>
      value === undefined ? [[`X-WC-Webhook-${name}`, 'missing or malformed']] : [],
    ),
  );
  throw new EncoreError('webhook_headers_invalid', { fields });
};

/**
 * WooCommerce's delivery id is a hash of the webhook and the second: two deliveries of one second share it. With the body's
 * digest they are told apart, and one that comes twice is one.
 */
const toDelivery = (
  { topic, webhookId, deliveryId }: Envelope,
  body: Buffer,
  { shop, heardAt, kept }: { shop: ShopId; heardAt: Date; kept: boolean },
): NewDelivery => {
  const handler = wooTopics.get(topic);
  return {
    shop,
    deliveryId: `${webhookId}-${deliveryId}-${bodyDigest(body)}`,
    topic: wooTopicPrefix + topic,
    class: handler?.class ?? 'normal',
    body: kept ? body : Buffer.alloc(0),
    headers: { 'heard-at': heardAt.toISOString() },
    state: kept && handler !== undefined ? 'stored' : 'ignored',
  };
};

/**
 * `POST /webhooks/woocommerce/:connection`: 200 means that a durable row holds the delivery. WooCommerce itself never sends
 * one again, and switches a webhook off after several failures: what it lost is found by the daily look.
 */
export const createWooWebhookRouter = (deps: WooWebhookDeps): Router => {
  const router = Router();
  router.post(
    '/webhooks/woocommerce/:connection',
    (request, response, next) => {
      response.once('finish', () => {
        const topic = request.get('x-wc-webhook-topic') ?? '';
        deps.metrics?.answered(response.statusCode, wooTopics.has(topic) ? topic : 'other');
      });
      next();
    },
    raw({ type: () => true, limit: maxBodyBytes }),
    async (request, response) => {
      const body = bodyOf(request);
      if (isPing(request, body)) return response.status(200).json({ outcome: 'heard' });
      const found = await deps.connections.find(String(request.params.connection));
      const { shop } = checkSigned(request, body, { connection: found, box: deps.box });
      const envelope = readEnvelope(request);
      const kept = await deps.isInstalled(shop);
      const heardAt = deps.clock.now();
      const outcome = await deps.intake.accept(toDelivery(envelope, body, { shop, heardAt, kept }));
      return response.status(200).json({ outcome });
    },
  );
  return router;
};
