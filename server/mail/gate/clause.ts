import type { EnrollmentId, MessageId } from '../../lib/brand.ts';
import type { MailCategory } from '../../shop/preferences.ts';
import type { Shop } from '../../shop/shop.ts';
import type { FlowBrief, MailContent } from '../flow-port.ts';
import type { MailKind, SkipReason } from '../message.ts';
import type { Recipient } from './gate-facts-port.ts';

/** Another mail that wants the same person. */
export interface Rival {
  readonly enrollment: EnrollmentId;
  readonly flowKey: string;
  readonly priority: number;
  readonly dueAt: Date;
}

/** A due that this mail can speak for. */
export interface Sibling {
  readonly enrollment: EnrollmentId;
  readonly content: MailContent;
}

/** Everything the gate may look at for one mail; loaded before it is asked, so that every clause is pure. */
export interface GateFacts {
  readonly now: Date;
  readonly kind: MailKind;
  /** Which of the kinds people choose between it is. */
  readonly category: MailCategory;
  /** No other mail of its flow comes before it. */
  readonly opens: boolean;
  readonly shop: Shop;
  /** Of the operator's shared domain, while the shop has none of its own. */
  readonly dailyLimit?: number | undefined;
  readonly recipient: Recipient;
  readonly brief: FlowBrief;
  readonly enrollment: { readonly id: EnrollmentId; readonly heldOut: boolean; readonly dueAt: Date };
  readonly rivals: readonly Rival[];
  /** The mail that already said what this one would say. */
  readonly includedIn?: MessageId | undefined;
  /** Further dues of the same person and flow within a week: they go out in this mail. */
  readonly siblings: readonly Sibling[];
}

export type ClauseAnswer =
  | { readonly pass: true; readonly saw?: string | undefined }
  | {
      readonly pass: false;
      readonly saw?: string | undefined;
      readonly reason: SkipReason;
      /** A deferral, while the message is still useful then. */
      readonly until?: Date | undefined;
      /** Nothing more in this flow is for this person. */
      readonly exit?: string | undefined;
    };

export interface Clause {
  readonly key: string;
  ask(facts: GateFacts): ClauseAnswer;
}
