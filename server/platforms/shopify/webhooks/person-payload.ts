import { z } from 'zod';
import type { PersonFacts } from '../../../shop/facts.ts';
import { optionalId, optional, optionalText } from './payload.ts';

const addressSchema = z.object({
  first_name: optionalText,
  last_name: optionalText,
  country_code: optionalText,
});

export const customerSchema = z.object({
  id: optionalId,
  email: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  phone: optionalText,
  default_address: optional(addressSchema),
});

/** The part that checkouts and orders have in common. */
export const buyerFields = {
  email: optionalText,
  phone: optionalText,
  customer_locale: optionalText,
  customer: optional(customerSchema),
  shipping_address: optional(addressSchema),
  billing_address: optional(addressSchema),
};

const buyerSchema = z.object(buyerFields);

/** What was typed in at the checkout counts before what the account says. */
export const personOfBuyer = (buyer: z.output<typeof buyerSchema>): PersonFacts => {
  const { customer, shipping_address: shipping, billing_address: billing } = buyer;
  return {
    address: buyer.email ?? customer?.email,
    customerId: customer?.id,
    firstName: customer?.first_name ?? shipping?.first_name ?? billing?.first_name,
    lastName: customer?.last_name ?? shipping?.last_name ?? billing?.last_name,
    phone: buyer.phone ?? customer?.phone,
    locale: buyer.customer_locale,
    countryCode: shipping?.country_code ?? billing?.country_code ?? customer?.default_address?.country_code,
  };
};
