import type { ContactId, EnrollmentId, ShopId, TurnId } from '../lib/brand.ts';
import type { DueBatch, LeasedTurn, Move, NewEnrollment, Pin } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';

export interface ReAnchor {
  readonly anchorAt: Date;
  readonly plannedAt: Date;
  readonly dueAt: Date;
  readonly variables: NewEnrollment['variables'];
}

/** A turn as RETURN first reads it. */
export interface HeldTurn {
  readonly id: TurnId;
  readonly rev: number;
}

export interface LeaseRequest {
  readonly now: Date;
  readonly share: number;
  readonly token: string;
}

export interface ReturnedTurn extends HeldTurn {
  /** The least due time of its enrollments; undefined when nothing waits. */
  readonly next: Date | undefined;
}

export interface TurnRow {
  readonly id: TurnId;
  readonly dueAt: Date | undefined;
}

/** Operations of the protocol on turns, each atomic on one document. Which one follows which is the store's. */
export interface TurnRows {
  countDue(now: Date): Promise<number>;
  nextDueAt(): Promise<Date | undefined>;
  lease(request: LeaseRequest): Promise<readonly LeasedTurn[]>;
  renew(turns: readonly TurnId[], token: string): Promise<ReadonlySet<TurnId>>;
  markTrying(turn: TurnId, token: string, enrollment: EnrollmentId): Promise<boolean>;
  held(turns: readonly TurnId[], token: string): Promise<readonly HeldTurn[]>;
  /** Sets `dueAt` where token and `rev` still match; else only frees the lease. */
  release(turns: readonly ReturnedTurn[], token: string): Promise<void>;
  lower(dueAts: ReadonlyMap<TurnId, Date>): Promise<void>;
  /** Turns behind `after`, by id. */
  page(after: TurnId | undefined, limit: number): Promise<readonly TurnRow[]>;
}

export interface EnrollmentRows {
  /** Resolves to what was there before; undefined when it was inserted. */
  insert(entry: NewEnrollment): Promise<Enrollment | undefined>;
  insertMany(entries: readonly NewEnrollment[]): Promise<ReadonlySet<EnrollmentId>>;
  /** Its turn, and whether it was moved; undefined when there is none. */
  reanchor(
    id: EnrollmentId,
    rev: number,
    to: ReAnchor,
  ): Promise<{ turn: TurnId; moved: boolean } | undefined>;
  close(id: EnrollmentId, rev: number, reason: string): Promise<boolean>;
  /** Makes it due `now` if it still waits in `step` at `rev` until later. */
  hasten(at: { id: EnrollmentId; rev: number; step: string }, now: Date): Promise<boolean>;
  find(shop: ShopId, id: EnrollmentId): Promise<Enrollment | null>;
  findMany(ids: readonly EnrollmentId[]): Promise<readonly Enrollment[]>;
  findWaitingOfContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Enrollment[]>;
  due(turns: readonly TurnId[], now: Date, limit: number): Promise<DueBatch>;
  quarantineUnreadable(ids: readonly EnrollmentId[]): Promise<void>;
  nextDue(turns: readonly TurnId[]): Promise<ReadonlyMap<TurnId, Date>>;
  move(moves: readonly Move[]): Promise<ReadonlySet<EnrollmentId>>;
  repin(pins: readonly Pin[]): Promise<ReadonlySet<EnrollmentId>>;
}
