import type { EnrollmentId, MessageId, ShopId } from '../../lib/brand.ts';
import type { GateAnswer, MailGround, Message, MessageStatus } from '../message.ts';

export type NewMessage = Pick<
  Message,
  'id' | 'shop' | 'enrollment' | 'step' | 'flow' | 'flowKey' | 'contact' | 'attempt' | 'kind'
>;

/** A row and how long ago it changed by the database's clock: no two machines' clocks are compared. */
export interface LedgerRow extends Message {
  readonly ageMs: number;
}

/** What an attempt leaves in its row. `scheduled` is BACK of turns.md: it certainly did not leave. */
export interface RowPatch {
  readonly id: MessageId;
  readonly status: Exclude<MessageStatus, 'sending'>;
  readonly reason?: string | undefined;
  readonly subject?: string | undefined;
  readonly sentAt?: Date | undefined;
  readonly ground?: MailGround | undefined;
  readonly decidedAt?: Date | undefined;
  readonly providerMessageId?: string | undefined;
  readonly gate?: readonly GateAnswer[] | undefined;
  /** Enrollments whose own mail this one makes needless. */
  readonly includes?: readonly EnrollmentId[] | undefined;
  /** Only set when it rises. */
  readonly attempt?: number | undefined;
}

/** The ledger operations of turns.md §4; each is one command, atomic per row. */
export interface Ledger {
  /** ROWS. Resolves to the ids that were there already. */
  insertSending(rows: readonly NewMessage[], token: string): Promise<ReadonlySet<MessageId>>;
  read(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, LedgerRow>>;
  /** Which mail that left, or may have left, already said what these would say. */
  includedIn(enrollments: readonly EnrollmentId[]): Promise<ReadonlyMap<EnrollmentId, MessageId>>;
  /** RECLAIM: scheduled → sending under this token. Resolves to how many still were scheduled. */
  takeScheduled(ids: readonly MessageId[], token: string): Promise<number>;
  /** Transactional mail that may be sent again: unknown for longer than `olderThanMs` → sending under this token, once ever. */
  takeUnknown(id: MessageId, token: string, olderThanMs: number): Promise<boolean>;
  /** SETTLE and BACK: only rows of this token that are `sending` or `unknown`. Resolves to how many matched. */
  settle(patches: readonly RowPatch[], token: string): Promise<number>;
  /** RECLAIM: somebody's `sending` row, older than `olderThanMs` by the database's clock. */
  markUnknown(id: MessageId, token: string | undefined, olderThanMs: number): Promise<boolean>;
  /** A looked-up `unknown` row: there → accepted, not there → scheduled. */
  resolveUnknown(id: MessageId, to: 'accepted' | 'scheduled', sentAt: Date): Promise<boolean>;
  /** Rows still `scheduled` whose enrollment is closed or past the step; resolves to those that were. */
  cancelScheduled(ids: readonly MessageId[]): Promise<void>;
}

export interface ScheduledRow {
  readonly id: MessageId;
  readonly shop: ShopId;
  readonly contact: Message['contact'];
  readonly enrollment: EnrollmentId;
  readonly step: string;
}

/** What only the sweep asks. */
export interface LedgerSweep {
  /** `sending` longer than this by the database's clock → unknown. Resolves to how many. */
  ageSending(olderThanMs: number): Promise<number>;
  scheduledAfter(last: string, limit: number): Promise<readonly ScheduledRow[]>;
  unknownOlderThan(olderThanMs: number, limit: number): Promise<readonly ScheduledRow[]>;
}
