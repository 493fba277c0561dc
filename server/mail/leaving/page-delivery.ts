import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { NewDelivery, StoredDelivery } from '../../shop/delivery.ts';
import type { StoreFact } from '../../shop/facts.ts';
import { mailCategories } from '../../shop/preferences.ts';

const topics = {
  unsubscribed: 'page:unsubscribe',
  subscribed: 'page:resubscribe',
  chosen: 'page:preferences',
} as const;

const said = {
  contact: z.string(),
  address: z.string(),
  source: z.enum(['one-click', 'page', 'provider']),
  statedAt: z.iso.datetime(),
  textVersion: z.string().optional(),
  ip: z.string().optional(),
};

const statementSchema = z.discriminatedUnion('state', [
  z.strictObject({ ...said, state: z.enum(['unsubscribed', 'subscribed']) }),
  z.strictObject({
    ...said,
    state: z.literal('chosen'),
    pausedUntil: z.iso.datetime().optional(),
    weekly: z.boolean(),
    without: z.array(z.enum(mailCategories)).readonly(),
  }),
]);

/** What a person said on a page of ours. Times are shop time. */
export type PageStatement = z.infer<typeof statementSchema>;

const secondMs = 1000;

/** Holds mails from the moment it is stored. The same said twice within a second is said once; later ones are said anew. */
export const toPageDelivery = (shop: ShopId, statement: PageStatement): NewDelivery => {
  const topic = topics[statement.state];
  const { statedAt: _when, ...content } = statement;
  const second = Math.floor(realNow().getTime() / secondMs);
  const { pausedUntil: _until, ...alike } = { pausedUntil: undefined, ...content };
  return {
    shop,
    deliveryId: `page-${digest(topic, JSON.stringify(alike), String(second))}`,
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

const factOf = (statement: PageStatement): StoreFact => {
  const { address, source, textVersion, ip } = statement;
  const record = { person: { address }, source, statedAt: new Date(statement.statedAt), textVersion, ip };
  if (statement.state !== 'chosen')
    return { kind: 'consent', consent: { ...record, state: statement.state } };
  const { pausedUntil, weekly, without } = statement;
  return {
    kind: 'preferences',
    preferences: {
      ...record,
      pausedUntil: pausedUntil === undefined ? undefined : new Date(pausedUntil),
      weekly,
      without,
    },
  };
};

/** For deliveries whose topic starts with `page:`. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretPageDelivery = (delivery: StoredDelivery): readonly StoreFact[] => {
  const parsed = statementSchema.safeParse(decode(delivery));
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  return [factOf(parsed.data)];
};
