import { EncoreError } from '../../../lib/errors.ts';
import { refundedProducts, refundSchema } from './order-payload.ts';
import { parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

export const refundHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const body = parsePayload(refundSchema, payload);
    if (body.order_id === undefined)
      throw new EncoreError('payload_invalid', { fields: { order_id: 'missing' } });
    const at = body.created_at ?? triggeredAt;
    const productIds = refundedProducts(body);
    return [{ kind: 'refund', orderId: body.order_id, refundId: body.id, productIds, at }];
  },
};
