import { z } from 'zod';
import { asMessageId, asShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { SuppressionReason } from '../../shop/contact.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { isTestMessage } from '../message-id.ts';
import { clickOrigin } from './click-origin.ts';
import { messageEvent } from './message-event.ts';
import type { MessageEvent, MessageEventType } from './message-event.ts';

/** One event, and what it means for its address. */
export interface ProviderEvent {
  readonly event: MessageEvent;
  readonly address?: string | undefined;
  readonly suppress?: SuppressionReason | undefined;
}

const eventSchema = z.object({
  event: z.string(),
  timestamp: z.number(),
  email: z.string().optional(),
  message_id: z.string().min(1),
  shop: z.string().min(1),
  type: z.string().optional(),
  reason: z.string().optional(),
  url: z.string().optional(),
  useragent: z.string().optional(),
  sg_machine_open: z.boolean().optional(),
});
type RawEvent = z.infer<typeof eventSchema>;

const types: Readonly<Record<string, MessageEventType>> = {
  processed: 'accepted',
  deferred: 'deferred',
  delivered: 'delivered',
  bounce: 'bounced',
  dropped: 'dropped',
  spamreport: 'complained',
  open: 'opened',
  click: 'clicked',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
};

const detailOf = (raw: RawEvent): string | undefined => {
  if (raw.event === 'bounce') return raw.type === 'blocked' ? 'soft' : 'hard';
  if (raw.event === 'open') return raw.sg_machine_open === true ? 'machine' : undefined;
  if (raw.event === 'click' && raw.useragent !== undefined) return clickOrigin({ userAgent: raw.useragent });
  return raw.event === 'dropped' ? raw.reason?.slice(0, 100) : undefined;
};

const suppressionOf = (raw: RawEvent): SuppressionReason | undefined => {
  if (raw.event === 'spamreport') return 'complaint';
  if (raw.event === 'bounce') return raw.type === 'blocked' ? undefined : 'hard_bounce';
  if (raw.event !== 'dropped') return undefined;
  if (/spam report/i.test(raw.reason ?? '')) return 'complaint';
  return /bounced address|invalid/i.test(raw.reason ?? '') ? 'hard_bounce' : undefined;
};

const toEvent = (value: unknown): ProviderEvent[] => {
  const parsed = eventSchema.safeParse(value);
  // Mail that others send through the same account has no message id of ours.
  if (!parsed.success) return [];
  const raw = parsed.data;
  // A test mail is in no ledger: what becomes of it counts nowhere.
  if (isTestMessage(raw.message_id)) return [];
  const type = types[raw.event];
  if (type === undefined) return [];
  const event = messageEvent({
    shop: asShopId(raw.shop),
    message: asMessageId(raw.message_id),
    type,
    at: new Date(raw.timestamp * 1000),
    detail: detailOf(raw),
    person: raw.email === undefined ? undefined : addressDigest(asShopId(raw.shop), raw.email),
    url: raw.url,
  });
  return [{ event, address: raw.email, suppress: suppressionOf(raw) }];
};

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** Throws `payload_undecodable` or `payload_invalid`; events that aren't ours are left out. */
export const interpretProviderEvents = (body: Buffer): readonly ProviderEvent[] => {
  const batch = z.array(z.unknown()).safeParse(decode(body));
  if (!batch.success) throw new EncoreError('payload_invalid', { cause: batch.error });
  return batch.data.flatMap(toEvent);
};
