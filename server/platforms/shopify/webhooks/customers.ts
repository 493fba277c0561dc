import { customerSchema } from './person-payload.ts';
import { idSchema, optionalDate, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const schema = customerSchema.extend({ id: idSchema, updated_at: optionalDate });

/** Consent is not in here any more since 2025: it has a topic of its own. */
export const customerHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const body = parsePayload(schema, payload);
    const person = {
      customerId: body.id,
      address: body.email,
      firstName: body.first_name,
      lastName: body.last_name,
      phone: body.phone,
      countryCode: body.default_address?.country_code,
    };
    return [{ kind: 'customer', person, at: body.updated_at ?? triggeredAt }];
  },
};

/** The account is gone; the person's own statements and orders are not. Erasure has its own topic. */
export const customerDeleteHandler: WebhookHandler = { class: 'normal', interpret: () => [] };
