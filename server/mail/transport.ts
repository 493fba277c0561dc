import type { MessageId, ShopId } from '../lib/brand.ts';

/** A finished mail. Header names are as on the wire; none of them may hold a line break. */
export interface OutgoingMail {
  readonly messageId: MessageId;
  readonly shop: ShopId;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | undefined;
  readonly to: { readonly name?: string | undefined; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the outbox and the provider's opaque arguments; never personal data. */
  readonly flowKey: string;
  readonly step: string;
  readonly sentAt: Date;
  /** Names the compiled form that it was printed from. */
  readonly compiled?: string | undefined;
}

/** What the provider still lets this sender send, and when it begins to count anew. */
export interface Allowance {
  readonly remaining: number;
  readonly resetMs: number;
}

/** The outcome classes of one attempt (performance.md §3.3). */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly providerMessageId?: string | undefined;
      readonly allowance?: Allowance | undefined;
    }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Certainly did not leave: refused before bytes, 429, complete 5xx. */
  | {
      readonly kind: 'not-sent';
      readonly reason: string;
      /** Nothing of whom it slows is tried before: asked for by the provider, or because nothing else can come of it. */
      readonly retryAfterMs?: number | undefined;
      /** `sender`: only this shop's mails, whose address the account may not use. Else every mail of the account. */
      readonly slows?: 'account' | 'sender' | undefined;
    }
  /** Nobody knows: timeout or reset after the request was written. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Transport {
  readonly key: 'sendgrid' | 'smtp' | 'outbox';
  /** Never throws. Calls `beforeWrite` as the last thing before the request is written; false means: do not write. */
  send(mail: OutgoingMail, beforeWrite: () => boolean): Promise<SendOutcome>;
  /** Only transports that can look a message up have it (the outbox). */
  lookUp?(id: MessageId): Promise<boolean>;
  close(): Promise<void>;
}
