import type { ContactId, EnrollmentId, FlowId, MessageId, ShopId } from '../lib/brand.ts';

/** Ours to decide. `scheduled → sending → accepted | failed | skipped | cancelled | unknown` (turns.md). */
export type MessageStatus =
  | 'scheduled'
  | 'sending'
  | 'accepted'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'unknown';

export const skipReasons = [
  'address_invalid',
  'redacted',
  'suppressed',
  'no_consent',
  'unsubscribed',
  'flow_not_live',
  'flow_paused',
  'filter_failed',
  'already_ordered',
  'checkout_gone',
  'out_of_stock',
  'nothing_to_buy',
  'total_zero',
  'no_suggestion',
  'held_out',
  'frequency_capped',
  'quiet_hours',
  'person_paused',
  'weekly_limit',
  'sender_limited',
  'plan_limit',
  'kind_unwanted',
  'higher_priority',
  'no_longer_useful',
  'included',
  'no_code',
  'reminded_elsewhere',
  'facts_unavailable',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Marketing needs consent; transactional mail answers something the person did, an order for example. */
export type MailKind = 'marketing' | 'transactional';

/** On which ground a mail went out. */
export type MailGround = 'consent' | 'existing-customer' | 'one-reminder' | 'transactional';

/** One clause of the gate and what it saw. */
export interface GateAnswer {
  readonly clause: string;
  readonly pass: boolean;
  /** Values it saw, short, no personal data. */
  readonly saw?: string | undefined;
}

/** The ledger and the audit trail: one row per (enrollment, step), written before the provider is called. */
export interface Message {
  readonly id: MessageId;
  readonly shop: ShopId;
  readonly enrollment: EnrollmentId;
  readonly step: string;
  readonly flow: FlowId;
  /** The preset's key, e.g. `abandoned-checkout`. */
  readonly flowKey: string;
  readonly contact: ContactId;
  readonly status: MessageStatus;
  /** Absent in rows from before there were kinds: those were marketing. */
  readonly kind?: MailKind | undefined;
  /** Of what left, or may have. */
  readonly ground?: MailGround | undefined;
  /** Its outcome was unknown once, and it was sent once more. */
  readonly resent?: boolean | undefined;
  readonly token?: string | undefined;
  readonly attempt: number;
  /** Real time of the last status change. */
  readonly stateAt: Date;
  /** Shop time of what `status` says. */
  readonly decidedAt?: Date | undefined;
  /** Shop time of acceptance. */
  readonly sentAt?: Date | undefined;
  readonly reason?: string | undefined;
  readonly gate?: readonly GateAnswer[] | undefined;
  readonly subject?: string | undefined;
  readonly providerMessageId?: string | undefined;
}
