import type { ErrorCode } from '../../lib/errors.ts';
import type { ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Interpret } from '../../shop/interpret-delivery.ts';
import { bodyDigest } from './interpret-webhook.ts';
import { customerHandler } from './webhooks/customers.ts';
import { orderHandler } from './webhooks/orders.ts';
import type { WooHandler } from './webhooks/payload.ts';
import { productHandler } from './webhooks/products.ts';

/** What is read of a store, in this order. */
export const documentKinds = [
  ['products', productHandler],
  ['customers', customerHandler],
  ['orders', orderHandler],
] as const satisfies readonly (readonly [name: string, handler: WooHandler])[];

export type DocumentKind = (typeof documentKinds)[number][0];

/** First words of topics: of a store's past, which begins no flow, and of what its daily look found. */
export const readTopicKinds = { backfill: 'woocommerce-backfill', poll: 'woocommerce-poll' } as const;

export interface BrokenDocument {
  readonly kind: DocumentKind;
  readonly source: keyof typeof readTopicKinds;
  readonly document: unknown;
  readonly heardAt: Date;
  readonly code: ErrorCode;
}

/**
 * A document that can't be read is kept where deliveries that can't be read are, for as long: found by the doctor, put back
 * by `encore requeue`, erased with its people. Read again by a later look it is held.
 */
export const brokenDocument = (shop: ShopId, broken: BrokenDocument): NewDelivery => {
  const { kind, source, document, heardAt, code } = broken;
  const text = JSON.stringify(document);
  return {
    shop,
    deliveryId: `read-${kind}-${digest(text)}`,
    topic: `${readTopicKinds[source]}:${kind}`,
    class: 'normal',
    body: Buffer.from(text),
    headers: { 'heard-at': heardAt.toISOString() },
    state: 'quarantined',
    error: code,
  };
};

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** What was set aside, read once more. Throws `payload_undecodable` or `payload_invalid` while it still can't be. */
export const interpretBrokenDocument: Interpret = ({ topic, body, headers, receivedAt }) => {
  const [, name = ''] = topic.split(':');
  const handler = documentKinds.find(([kind]) => kind === name)?.[1];
  if (handler === undefined) throw new EncoreError('payload_invalid', { message: `nobody reads ${topic}` });
  const heard = new Date(headers['heard-at'] ?? '');
  const heardAt = Number.isNaN(heard.getTime()) ? receivedAt : heard;
  return handler.interpret(decode(body), { heardAt, digest: bodyDigest(body) });
};
