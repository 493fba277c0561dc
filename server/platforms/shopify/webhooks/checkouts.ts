import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import type { FactOf, StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import { lineSchema, linesOf } from './line-payload.ts';
import {
  listOf,
  optionalAmount,
  optionalDate,
  optionalFlag,
  optionalId,
  optionalText,
  parsePayload,
} from './payload.ts';
import type { WebhookContext, WebhookHandler } from './payload.ts';
import { buyerFields, personOfBuyer } from './person-payload.ts';

const checkoutSchema = z.object({
  ...buyerFields,
  token: optionalId,
  cart_token: optionalId,
  buyer_accepts_marketing: optionalFlag,
  created_at: optionalDate,
  updated_at: optionalDate,
  completed_at: optionalDate,
  currency: optionalText,
  presentment_currency: optionalText,
  total_price: optionalAmount,
  subtotal_price: optionalAmount,
  abandoned_checkout_url: optionalText,
  line_items: listOf(lineSchema),
});

/** Where no total is given, what the lines come to: a missing number is not a basket that costs nothing. */
const totalOf = ({
  total_price: total,
  subtotal_price: subtotal,
  line_items: lines,
}: z.output<typeof checkoutSchema>): string => {
  const cents = linesOf(lines).reduce((sum, { price, quantity }) => sum + Number(price) * quantity * 100, 0);
  return total ?? subtotal ?? (Math.round(cents) / 100).toFixed(2);
};

const checkoutFact = (
  payload: unknown,
  context: WebhookContext,
): FactOf<'checkout'> & { readonly optIn: boolean } => {
  const body = parsePayload(checkoutSchema, payload);
  const token = body.token ?? body.cart_token;
  if (token === undefined) throw new EncoreError('payload_invalid', { fields: { token: 'missing' } });
  const person = personOfBuyer(body);
  const updatedAt = body.updated_at ?? context.triggeredAt;
  return {
    kind: 'checkout',
    person,
    stamp: stampOf({ updatedAt, triggeredAt: context.triggeredAt, digest: context.digest }),
    optIn: body.buyer_accepts_marketing === true,
    checkout: {
      token,
      cartToken: body.cart_token,
      address: person.address,
      phone: person.phone,
      customerId: person.customerId,
      recoveryUrl: body.abandoned_checkout_url,
      locale: person.locale,
      countryCode: person.countryCode,
      lines: linesOf(body.line_items),
      total: { amount: totalOf(body), currency: body.presentment_currency ?? body.currency ?? '' },
      createdAt: body.created_at ?? updatedAt,
      updatedAt,
      completedAt: body.completed_at,
    },
  };
};

/** A ticked box is one statement: heard again with the next update it is not said anew. */
const optInOf = ({ person, checkout }: FactOf<'checkout'>): StoreFact => ({
  kind: 'consent',
  consent: {
    person,
    state: 'subscribed',
    source: 'checkout',
    statement: `checkout:${checkout.token}`,
    statedAt: checkout.updatedAt,
  },
});

export const checkoutHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, context) => {
    const { optIn, ...fact } = checkoutFact(payload, context);
    return optIn && fact.person.address !== undefined ? [fact, optInOf(fact)] : [fact];
  },
};

const deletedSchema = z.object({ token: optionalId, cart_token: optionalId });

/** Names the cart at most, sometimes nothing we could know it by. */
export const checkoutDeleteHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const body = parsePayload(deletedSchema, payload);
    const token = body.token ?? body.cart_token;
    return token === undefined ? [] : [{ kind: 'checkout-deleted', token, at: triggeredAt }];
  },
};
