import { createHash } from 'node:crypto';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { Interpret } from '../../shop/interpret-delivery.ts';
import { wooTopics } from './webhook-topics.ts';

/** Topics of WooCommerce's deliveries in the inbox. */
export const wooTopicPrefix = 'woocommerce:';

export const bodyDigest = (body: Buffer): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 16);

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** What a delivery from WooCommerce means; throws `payload_undecodable` or `payload_invalid`. */
export const interpretWooWebhook: Interpret = ({ topic, body, headers, receivedAt }) => {
  const name = topic.slice(wooTopicPrefix.length);
  const handler = wooTopics.get(name);
  if (handler === undefined) throw new EncoreError('payload_invalid', { message: `nobody reads ${name}` });
  const heard = new Date(headers['heard-at'] ?? '');
  const heardAt = Number.isNaN(heard.getTime()) ? receivedAt : heard;
  return handler.interpret(decode(body), { heardAt, digest: bodyDigest(body) });
};
