import { z } from 'zod';
import { idSchema, listOf, optionalId, optional, optionalText, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const personSchema = z.object({ id: optionalId, email: optionalText, phone: optionalText });

const requestSchema = z.object({
  customer: optional(personSchema),
  data_request: z.object({ id: idSchema }),
});

export const dataRequestHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const { customer, data_request: request } = parsePayload(requestSchema, payload);
    const person = { customerId: customer?.id, address: customer?.email, phone: customer?.phone };
    return [{ kind: 'data-request', source: 'platform', person, requestId: request.id, at: triggeredAt }];
  },
};

const redactSchema = z.object({ customer: optional(personSchema), orders_to_redact: listOf(idSchema) });

export const customerRedactHandler: WebhookHandler = {
  class: 'holds',
  interpret: (payload, { triggeredAt }) => {
    const { customer, orders_to_redact: orderIds } = parsePayload(redactSchema, payload);
    const person = { customerId: customer?.id, address: customer?.email, phone: customer?.phone };
    return [{ kind: 'redact-person', person, orderIds, at: triggeredAt }];
  },
};

export const shopRedactHandler: WebhookHandler = {
  class: 'holds',
  interpret: (_payload, { triggeredAt }) => [{ kind: 'shop-redacted', at: triggeredAt }],
};
