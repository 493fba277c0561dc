import { z } from 'zod';
import { gmt, id, parsePayload, text } from './payload.ts';
import type { WooHandler } from './payload.ts';

const customerSchema = z.object({
  id,
  email: text,
  first_name: text,
  last_name: text,
  date_modified_gmt: gmt,
  billing: z.object({ phone: text, country: text }).nullish(),
});

/** Registered customers only; guests are known by their orders. */
export const customerHandler: WooHandler = {
  class: 'normal',
  interpret: (payload, { heardAt }) => {
    const customer = parsePayload(customerSchema, payload);
    const person = {
      customerId: customer.id,
      address: customer.email,
      firstName: customer.first_name,
      lastName: customer.last_name,
      phone: customer.billing?.phone,
      countryCode: customer.billing?.country,
    };
    return [{ kind: 'customer', person, at: customer.date_modified_gmt ?? heardAt }];
  },
};

/** The account is gone; what the person said and bought is not. */
export const customerDeletedHandler: WooHandler = { class: 'normal', interpret: () => [] };
