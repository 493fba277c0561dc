import type { ContactId, EnrollmentId, FlowId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';

export type DecisionKind =
  | 'entered'
  | 'not-entered'
  | 'waited'
  | 'branched'
  | 'moved'
  | 'deferred'
  | 'skipped'
  | 'sent'
  | 'failed'
  | 'unknown'
  | 'exited'
  | 'done'
  | 'quarantined';

/** Every decision can be explained: one record per (flow, contact, about, step, kind); repeats raise `count` and `lastAt`. */
export interface DecisionRecord {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly contact: ContactId;
  readonly about: string;
  readonly enrollment?: EnrollmentId | undefined;
  /** Empty for entry and exit. */
  readonly step: string;
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly at: Date;
  /** The values the decision saw; never an address or a name. */
  readonly detail?: JsonObject | undefined;
}

/** Recording is one insert per batch; it never throws for a duplicate. */
export interface DecisionLog {
  record(decisions: readonly DecisionRecord[]): Promise<void>;
}
