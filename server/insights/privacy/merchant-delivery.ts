import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { Contact } from '../../shop/contact.ts';
import type { NewDelivery, StoredDelivery } from '../../shop/delivery.ts';
import type { StoreFact } from '../../shop/facts.ts';

const requestSchema = z.strictObject({
  kind: z.enum(['export', 'erase']),
  requestId: z.string().min(1),
  person: z.strictObject({
    address: z.string().optional(),
    customerId: z.string().optional(),
    phone: z.string().optional(),
  }),
  at: z.iso.datetime(),
});

export type RequestKind = z.output<typeof requestSchema>['kind'];

/** Somebody who is no contact may still be named in what the shop told. */
type AskedOf = Pick<Contact, 'address' | 'phone' | 'customerIds'>;

/**
 * What a merchant asks for takes the way of what a platform asks for: durable first, holding mails where it erases, and
 * done by whoever applies it. Its body goes with the person.
 */
export const toMerchantDelivery = (
  shop: ShopId,
  kind: RequestKind,
  { contact, at }: { readonly contact: AskedOf; readonly at: Date },
): NewDelivery & { readonly requestId: string } => {
  const requestId = `m-${randomToken(9)}`;
  const { address, phone, customerIds } = contact;
  const person = { address, phone, customerId: customerIds[0] };
  return {
    requestId,
    shop,
    deliveryId: `merchant-${requestId}`,
    topic: `merchant:${kind}`,
    class: kind === 'erase' ? 'holds' : 'normal',
    body: Buffer.from(JSON.stringify({ kind, requestId, person, at: at.toISOString() })),
    headers: {},
    state: 'stored',
  };
};

const decode = (delivery: StoredDelivery): unknown => {
  try {
    return parseJson(delivery.body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** For deliveries whose topic starts with `merchant:`. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretMerchantDelivery = (delivery: StoredDelivery): readonly StoreFact[] => {
  const parsed = requestSchema.safeParse(decode(delivery));
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  const { kind, requestId, person } = parsed.data;
  const at = new Date(parsed.data.at);
  return kind === 'erase'
    ? [{ kind: 'redact-person', person, orderIds: [], at }]
    : [{ kind: 'data-request', source: 'merchant', person, requestId, at }];
};
