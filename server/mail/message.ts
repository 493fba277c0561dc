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
  'higher_priority',
  'no_longer_useful',
  'included',
  'facts_unavailable',
] as const;
export type SkipReason = (typeof skipReasons)[number];

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
