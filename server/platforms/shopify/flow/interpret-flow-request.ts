import { EncoreError } from '../../../lib/errors.ts';
import { parseJson } from '../../../lib/json.ts';
import type { ShopId } from '../../../lib/brand.ts';
import type { NewDelivery } from '../../../shop/delivery.ts';
import type { Interpret } from '../../../shop/interpret-delivery.ts';
import { flowRequestSchema } from './flow-payloads.ts';
import type { FlowRequest } from './flow-payloads.ts';

/** Topics of what Shopify Flow asks, in the inbox. */
export const flowTopicPrefix = 'shopify-flow:';

/** The same run, tried again by Shopify, is the same delivery. `heardAt` is shop time. */
export const toFlowDelivery = (shop: ShopId, asked: FlowRequest, heardAt: Date): NewDelivery => ({
  shop,
  deliveryId: `flow-${asked.request}`,
  topic: `${flowTopicPrefix}start`,
  class: 'normal',
  body: Buffer.from(JSON.stringify(asked)),
  headers: { 'heard-at': heardAt.toISOString() },
  state: 'stored',
});

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** For deliveries whose topic starts with `shopify-flow:`. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretFlowRequest: Interpret = ({ body, headers, receivedAt }) => {
  const parsed = flowRequestSchema.safeParse(decode(body));
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  const { request, customerId, name } = parsed.data;
  const heard = new Date(headers['heard-at'] ?? '');
  const at = Number.isNaN(heard.getTime()) ? receivedAt : heard;
  return [{ kind: 'flow-request', person: { customerId }, request, name, at }];
};
