import { z } from 'zod';
import { globalId } from './global-id.ts';
import { customerSchema } from './person-payload.ts';
import { idSchema, optionalDate, optionalText, parsePayload } from './payload.ts';
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

const mergedSchema = z.object({
  admin_graphql_api_customer_kept_id: globalId,
  admin_graphql_api_customer_deleted_id: globalId,
});
const stageSchema = z.object({ status: optionalText });

/** Told at each stage of a merge; only what is done is done. */
export const customerMergeHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    if (parsePayload(stageSchema, payload).status?.toLowerCase() !== 'completed') return [];
    const body = parsePayload(mergedSchema, payload);
    const kept = body.admin_graphql_api_customer_kept_id;
    const gone = body.admin_graphql_api_customer_deleted_id;
    return [{ kind: 'customers-merged', kept, gone, at: triggeredAt }];
  },
};
