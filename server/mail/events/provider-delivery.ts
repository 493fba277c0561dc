import { z } from 'zod';
import { asShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { NewDelivery, StoredDelivery } from '../../shop/delivery.ts';
import type { StoreFact } from '../../shop/facts.ts';
import { interpretProviderEvents } from './interpret-provider-events.ts';
import type { ProviderEvent } from './interpret-provider-events.ts';

const topic = 'sendgrid:events';

/** Whose mail it is about; others may send through the same account, and we keep nothing of theirs. */
const ownSchema = z.object({ shop: z.string().min(1), message_id: z.string().min(1), event: z.string() });
type Own = z.infer<typeof ownSchema> & Record<string, unknown>;

/** What ends mails to an address: none may leave once it is stored. */
const stops = new Set(['unsubscribe', 'group_unsubscribe', 'spamreport', 'bounce', 'dropped']);

const rowsOf = (body: Buffer): readonly unknown[] => {
  try {
    const rows = parseJson(body.toString());
    if (Array.isArray(rows)) return rows;
  } catch (cause) {
    throw new EncoreError('batch_invalid', { cause });
  }
  throw new EncoreError('batch_invalid');
};

const ownAmong = (rows: readonly unknown[]): readonly Own[] =>
  rows.flatMap((row) => {
    const parsed = ownSchema.loose().safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });

const deliveryOf = (shop: string, events: readonly Own[]): NewDelivery => {
  const body = JSON.stringify(events);
  return {
    shop: asShopId(shop),
    deliveryId: `sendgrid-${digest(shop, body)}`,
    topic,
    class: events.some(({ event }) => stops.has(event)) ? 'holds' : 'normal',
    body: Buffer.from(body),
    headers: {},
    state: 'stored',
  };
};

/** One delivery for each shop in a batch; the same batch again is the same deliveries. Throws `batch_invalid`. */
export const toProviderDeliveries = (body: Buffer): readonly NewDelivery[] =>
  [...Map.groupBy(ownAmong(rowsOf(body)), ({ shop }) => shop)].map(([shop, events]) =>
    deliveryOf(shop, events),
  );

const statementOf = ({ address, event }: ProviderEvent): readonly StoreFact[] =>
  event.type !== 'unsubscribed' || address === undefined
    ? []
    : [
        {
          kind: 'consent',
          consent: {
            person: { address },
            state: 'unsubscribed',
            source: 'provider',
            statement: `provider:${event.message}`,
            statedAt: event.at,
          },
        },
      ];

/** What such a delivery says of people; what it says of mails is `applyProviderEvents`’. Throws like that. */
export const interpretProviderDelivery = (delivery: StoredDelivery): readonly StoreFact[] =>
  interpretProviderEvents(delivery.body).flatMap(statementOf);

export const isProviderDelivery = (delivery: Pick<StoredDelivery, 'topic'>): boolean =>
  delivery.topic === topic;
