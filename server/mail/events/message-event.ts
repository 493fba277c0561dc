import type { MessageId, ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';

/** What became of a mail after it left, in their words turned into ours. */
export type MessageEventType =
  | 'accepted'
  | 'deferred'
  | 'delivered'
  | 'bounced'
  | 'dropped'
  | 'complained'
  | 'opened'
  | 'clicked'
  | 'unsubscribed';

export interface MessageEvent {
  /** Digest of its content: providers give one event new ids when they repeat it. */
  readonly id: string;
  readonly shop: ShopId;
  readonly message: MessageId;
  readonly type: MessageEventType;
  readonly at: Date;
  /** Digest of the address it was about, where the provider names one. */
  readonly person?: string | undefined;
  /** `hard` or `soft` of a bounce, `machine` of an open, `scanner` of a click, the reason of a drop. */
  readonly detail?: string | undefined;
  readonly url?: string | undefined;
}

export const messageEvent = (event: Omit<MessageEvent, 'id'>): MessageEvent => ({
  ...event,
  id: digest(
    event.shop,
    event.message,
    event.type,
    event.at.toISOString(),
    event.detail ?? '',
    event.url ?? '',
  ),
});
