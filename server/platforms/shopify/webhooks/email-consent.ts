import { z } from 'zod';
import type { ConsentState } from '../../../shop/contact.ts';
import { optionalDate, optionalId, optional, optionalText, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const schema = z.object({
  customer_id: optionalId,
  email_address: optionalText,
  email_marketing_consent: optional(z.object({ state: optionalText, consent_updated_at: optionalDate })),
});

const states: ReadonlyMap<string, ConsentState> = new Map([
  ['subscribed', 'subscribed'],
  ['unsubscribed', 'unsubscribed'],
  ['pending', 'pending'],
  // Shopify's own word that this address must not be mailed: as good as a no.
  ['invalid', 'unsubscribed'],
  ['redacted', 'unsubscribed'],
]);

/** `not_subscribed` is no statement. */
export const consentStateOf = (state: string | undefined): ConsentState | undefined =>
  states.get(state?.toLowerCase() ?? '');

export const emailConsentHandler: WebhookHandler = {
  class: 'holds',
  interpret: (payload, { triggeredAt }) => {
    const {
      customer_id: customerId,
      email_address: address,
      email_marketing_consent: said,
    } = parsePayload(schema, payload);
    const state = consentStateOf(said?.state);
    if (state === undefined) return [];
    const statedAt = said?.consent_updated_at ?? triggeredAt;
    return [
      { kind: 'consent', consent: { person: { address, customerId }, state, source: 'shopify', statedAt } },
    ];
  },
};
