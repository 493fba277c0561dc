import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { NewDelivery, StoredDelivery } from '../../shop/delivery.ts';
import type { StoreFact } from '../../shop/facts.ts';

const unsubscribeTopic = 'page:unsubscribe';
const resubscribeTopic = 'page:resubscribe';

const statementSchema = z.strictObject({
  contact: z.string(),
  address: z.string(),
  state: z.enum(['unsubscribed', 'subscribed']),
  source: z.enum(['one-click', 'page', 'provider']),
  statedAt: z.iso.datetime(),
  textVersion: z.string().optional(),
  ip: z.string().optional(),
});

/** What a person said on a page of ours. `statedAt` is shop time. */
export type PageStatement = z.infer<typeof statementSchema>;

const secondMs = 1000;

/** Holds mails from the moment it is stored. Two clicks within a second are one; later ones are said anew. */
export const toPageDelivery = (shop: ShopId, statement: PageStatement): NewDelivery => {
  const topic = statement.state === 'unsubscribed' ? unsubscribeTopic : resubscribeTopic;
  const second = Math.floor(realNow().getTime() / secondMs);
  return {
    shop,
    deliveryId: `page-${digest(topic, statement.contact, statement.address, String(second))}`,
    topic,
    class: 'holds',
    body: Buffer.from(JSON.stringify(statement)),
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

/** For deliveries whose topic starts with `page:`. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretPageDelivery = (delivery: StoredDelivery): readonly StoreFact[] => {
  const parsed = statementSchema.safeParse(decode(delivery));
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  const { address, state, source, statedAt, textVersion, ip } = parsed.data;
  return [
    {
      kind: 'consent',
      consent: { person: { address }, state, source, statedAt: new Date(statedAt), textVersion, ip },
    },
  ];
};
