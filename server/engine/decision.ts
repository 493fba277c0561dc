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

/** Every decision can be explained: one record per `decisionKeyOf`; repeats raise `count` and `lastAt`. */
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

/**
 * What makes two decisions one. Inside an enrollment it is step and kind: somebody who enters again is in another enrollment,
 * whose story is its own. Outside of one nothing but what the flow, the person and the thing are tells them apart.
 */
export const decisionKeyOf = (
  record: Omit<DecisionRecord, 'reason' | 'at' | 'detail'>,
): readonly string[] => {
  const { shop, flow, contact, about, enrollment, step, kind } = record;
  return enrollment === undefined ? [shop, flow, contact, about, step, kind] : [shop, enrollment, step, kind];
};

/** Recording is one insert per batch; it never throws for a duplicate. */
export interface DecisionLog {
  record(decisions: readonly DecisionRecord[]): Promise<void>;
}
