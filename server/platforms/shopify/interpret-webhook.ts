import { createHash } from 'node:crypto';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { Interpret } from '../../shop/interpret-delivery.ts';
import { webhookTopics } from './webhook-topics.ts';

/** Topics of Shopify's deliveries in the inbox. */
export const shopifyTopicPrefix = 'shopify:';

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

const readTime = (text: string | undefined): Date | undefined => {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/** What a delivery from Shopify means; throws `payload_undecodable` or `payload_invalid`. */
export const interpretShopifyWebhook: Interpret = ({ topic: prefixed, body, headers, receivedAt }) => {
  const topic = prefixed.slice(shopifyTopicPrefix.length);
  const handler = webhookTopics.get(topic);
  if (handler === undefined) throw new EncoreError('payload_invalid', { message: `nobody reads ${topic}` });
  return handler.interpret(decode(body), {
    topic,
    triggeredAt: readTime(headers['triggered-at']) ?? receivedAt,
    digest: createHash('sha256').update(body).digest('base64url').slice(0, 12),
  });
};
