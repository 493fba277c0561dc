import type { ContactId, EnrollmentId, FlowId, ShopId, TurnId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';

export type EnrollmentState = 'waiting' | 'done' | 'exited' | 'failed' | 'quarantined';

/** What makes two entries the same one: a second insert with an equal key changes nothing. */
export interface EnrollmentKey {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly contact: ContactId;
  /** What it is about: a checkout token, a product, a purchase. */
  readonly about: string;
  /** Empty for once per about, else the id of the fact that re-opened it. Never a counter. */
  readonly occurrence: string;
}

export interface Enrollment extends EnrollmentKey {
  readonly id: EnrollmentId;
  readonly version: number;
  readonly turn: TurnId;
  readonly state: EnrollmentState;
  /** Only while waiting. */
  readonly dueAt?: Date | undefined;
  /** The step it stands in. */
  readonly step: string;
  /** Rises with every write; every later write compares it. */
  readonly rev: number;
  /** Entry time of the flow's reckoning: the checkout's last activity, the fulfilment, … `from: entry` waits count from it. */
  readonly anchorAt: Date;
  /** Planned time of the step before; `from: previous` waits count from it, so nothing drifts. */
  readonly plannedAt: Date;
  /** Facts frozen at entry that steps and content need, e.g. `{ productId, quantity }`. */
  readonly variables: JsonObject;
  /** Drawn at entry by hash: runs the whole flow up to the gate, is never mailed. */
  readonly heldOut: boolean;
  /** How often the present step threw. */
  readonly attempts: number;
  readonly enteredAt: Date;
  readonly exitReason?: string | undefined;
}
