import type { JsonObject } from '../lib/json.ts';
import type { Predicate } from './predicate.ts';

/** One node of a flow program. Steps nest, they do not jump: only `branch` has arms, and the program goes on after it. */
export interface Step {
  /** Outlives versions: people waiting in it can be moved to a newer version that still has it. */
  readonly id: string;
  /** Which step definition runs it: `wait`, `branch`, `send-email`, `act`, `exit`. */
  readonly key: string;
  readonly args: JsonObject;
  readonly arms?: readonly (readonly Step[])[] | undefined;
}

export interface Trigger {
  /** The kind of flow that watches for it, e.g. `abandoned-checkout`. */
  readonly kind: string;
  readonly args: JsonObject;
  /** Checked once, at entry. */
  readonly filter?: Predicate | undefined;
}

export type ReEntry =
  | { readonly kind: 'once-per-about' }
  | { readonly kind: 'every-time' }
  | { readonly kind: 'after'; readonly duration: string };

/** A fact about the contact, heard of since what began the enrollment. */
export interface EventMatch {
  readonly event: string;
  /** Its properties are the event's own. */
  readonly where?: Predicate | undefined;
  /** Only one about the very thing that the enrollment is about. */
  readonly sameAbout?: boolean | undefined;
}

/** Ends the enrollment wherever it stands. */
export interface ExitRule extends EventMatch {
  readonly reason: string;
}

/** A frozen flow version is this data; enrollments pin it. Durations are ISO 8601. */
export interface FlowProgram {
  readonly trigger: Trigger;
  /** Flow filter: checked at entry and before each message. */
  readonly filter?: Predicate | undefined;
  readonly reEntry: ReEntry;
  readonly exitOn?: readonly ExitRule[] | undefined;
  /** What the flow is for: it ends `goal_met` when this happens. */
  readonly goal?: EventMatch | undefined;
  /** Share of people in [0, 1) who run the whole flow but are never mailed. */
  readonly holdout: number;
  /** Higher wins when two flows want the same person. */
  readonly priority: number;
  /** After this long since the anchor a deferral becomes a skip. */
  readonly usefulFor: string;
  readonly steps: readonly Step[];
}
