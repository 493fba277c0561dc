import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { lineSchema, linesOf } from './line-payload.ts';
import { listOf, optionalDate, optionalId, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const cartSchema = z.object({
  id: optionalId,
  token: optionalId,
  updated_at: optionalDate,
  line_items: listOf(lineSchema),
});

/** Carts carry no address: whose it is becomes known with the checkout. */
export const cartHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const body = parsePayload(cartSchema, payload);
    const token = body.token ?? body.id;
    if (token === undefined) throw new EncoreError('payload_invalid', { fields: { token: 'missing' } });
    return [
      {
        kind: 'cart',
        cart: { token, lines: linesOf(body.line_items), updatedAt: body.updated_at ?? triggeredAt },
      },
    ];
  },
};
