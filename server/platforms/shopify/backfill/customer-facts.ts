import { z } from 'zod';
import type { StoreFact } from '../../../shop/facts.ts';
import { consentStateOf } from '../webhooks/email-consent.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { gidSchema, optionalText, optionalTime, timeSchema } from './graph-values.ts';

const customerSchema = z.object({
  id: gidSchema,
  firstName: optionalText,
  lastName: optionalText,
  locale: optionalText,
  createdAt: timeSchema,
  updatedAt: timeSchema,
  defaultEmailAddress: z
    .object({
      emailAddress: z.string(),
      marketingState: z.string().nullish(),
      marketingUpdatedAt: optionalTime,
    })
    .nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  defaultAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
});

/** Consent without a time of its own was given when the customer came, at the latest. */
export const customerFacts = ({ root }: BulkGroup): readonly StoreFact[] => {
  const node = customerSchema.parse(root);
  const email = node.defaultEmailAddress;
  const person = {
    customerId: node.id,
    address: email?.emailAddress,
    firstName: node.firstName,
    lastName: node.lastName,
    phone: node.defaultPhoneNumber?.phoneNumber,
    locale: node.locale,
    countryCode: node.defaultAddress?.countryCodeV2 ?? undefined,
  };
  const customer = { kind: 'customer', person, at: node.updatedAt } as const;
  const state = consentStateOf(email?.marketingState ?? undefined);
  if (state === undefined) return [customer];
  const statedAt = email?.marketingUpdatedAt ?? node.createdAt;
  return [customer, { kind: 'consent', consent: { person, state, source: 'shopify', statedAt } }];
};
