import type { ContactId, EnrollmentId, ShopId, TurnId } from '../lib/brand.ts';
import type { Enrollment, EnrollmentKey } from './enrollment.ts';
import type { JsonObject } from '../lib/json.ts';

export interface NewEnrollment extends EnrollmentKey {
  readonly version: number;
  readonly dueAt: Date;
  readonly step: string;
  readonly anchorAt: Date;
  readonly plannedAt: Date;
  readonly variables: JsonObject;
  readonly heldOut: boolean;
  readonly enteredAt: Date;
}

/** One compare-and-set on `rev`: where the enrollment goes next, or how it ends. */
export type Move = { readonly id: EnrollmentId; readonly rev: number } & (
  | {
      readonly to: 'waiting';
      readonly step: string;
      readonly dueAt: Date;
      readonly plannedAt: Date;
      readonly attempts: number;
    }
  | { readonly to: 'done' }
  | { readonly to: 'exited' | 'failed' | 'quarantined'; readonly reason: string }
);

/** One compare-and-set on `rev`: the same step in another version of the flow. */
export interface Pin {
  readonly id: EnrollmentId;
  readonly turn: TurnId;
  readonly rev: number;
  readonly version: number;
  readonly dueAt: Date;
}

export interface LeasedTurn {
  readonly id: TurnId;
  readonly shop: ShopId;
  /** Leases in a row that were never given back, this one included. */
  readonly claims: number;
  /** The enrollment a former holder was trying alone when it vanished. */
  readonly trying?: EnrollmentId | undefined;
}

/** A stored enrollment that does not match its schema: it is quarantined, with whatever of it can be shown. */
export interface UnreadableEnrollment {
  readonly id: EnrollmentId;
  readonly shop: string;
  readonly flow: string;
  readonly contact: string;
  readonly about: string;
  readonly step: string;
}

export interface DueBatch {
  readonly enrollments: readonly Enrollment[];
  readonly unreadable: readonly UnreadableEnrollment[];
}

/** What `turns.md` calls LEASE, READ, RENEW, MOVE, RETURN, LOWER, SWEEP; two adapters, one battery. */
export interface EngineStore {
  /** E1 + E2. `inserted` is false when the key was there already; LOWER happens either way. */
  enroll(enrollment: NewEnrollment): Promise<{ readonly inserted: boolean; readonly enrollment: Enrollment }>;
  /** The same for a batch: one bulk of upserts, LOWER once a turn. Resolves to the ids that were new. */
  enrollMany(enrollments: readonly NewEnrollment[]): Promise<ReadonlySet<EnrollmentId>>;
  /** E1 moving + E2: new anchor and due time while waiting at `rev`; also replaces the variables. */
  reanchor(
    id: EnrollmentId,
    rev: number,
    to: {
      readonly anchorAt: Date;
      readonly plannedAt: Date;
      readonly dueAt: Date;
      readonly variables: JsonObject;
    },
  ): Promise<boolean>;
  /** A2: closes it whatever its `rev` becomes meanwhile; false when it was closed already. */
  exit(id: EnrollmentId, reason: string): Promise<boolean>;
  /** Another version for people who wait, each at `rev`; then LOWER. Resolves to the ids that matched. */
  repin(pins: readonly Pin[]): Promise<ReadonlySet<EnrollmentId>>;
  find(shop: ShopId, id: EnrollmentId): Promise<Enrollment | null>;
  /** Stored ones that can't be read are quarantined and left out. */
  findMany(ids: readonly EnrollmentId[]): Promise<readonly Enrollment[]>;
  findWaitingOfContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Enrollment[]>;

  lease(options: { now: Date; share: number; token: string }): Promise<readonly LeasedTurn[]>;
  renew(turns: readonly TurnId[], token: string): Promise<ReadonlySet<TurnId>>;
  readDue(turns: readonly TurnId[], now: Date, limit: number): Promise<DueBatch>;
  /** Takes unreadable ones out of the due ones, whatever they hold. */
  quarantineUnreadable(ids: readonly EnrollmentId[]): Promise<void>;
  /** Resolves to the ids that matched. */
  move(moves: readonly Move[]): Promise<ReadonlySet<EnrollmentId>>;
  /** Filter: my token. False when the lease is gone. */
  markTrying(turn: TurnId, token: string, enrollment: EnrollmentId): Promise<boolean>;
  giveBack(turns: readonly TurnId[], token: string): Promise<void>;

  /** EVENT: wakes an enrollment that stands in `step`, if it is due later than `now`. */
  wake(id: EnrollmentId, step: string, now: Date): Promise<void>;
  lower(turn: TurnId, dueAt: Date): Promise<void>;
  /** The net under every LOWER. Resolves to how many turns had to be lowered. */
  sweep(): Promise<number>;
  /** Due turns that nobody holds; what a worker's share is computed from. */
  countDue(now: Date): Promise<number>;
  /** The next time anything is due at all; undefined when nothing waits. */
  nextDueAt(): Promise<Date | undefined>;
}
