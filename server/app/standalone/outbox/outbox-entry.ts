import type { GateAnswer } from '../../../mail/message.ts';

/** One mail as the outbox keeps it; what `GET /demo/outbox.json` answers (DESIGN §12). */
export interface OutboxEntry {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The preset's key, e.g. `abandoned-checkout`. */
  readonly flow: string;
  readonly step: string;
  /** ISO 8601, shop time. */
  readonly sentAt: string;
}

/** One thing that was decided on the way to this mail, in order. */
export interface OutboxDecision {
  /** ISO 8601, shop time. */
  readonly at: string;
  readonly kind: string;
  /** Empty for entry and exit. */
  readonly step: string;
  readonly reason: string;
}

/** Why a mail was sent: what set it off, what was decided since, and what the gate saw last. */
export interface OutboxExplanation {
  readonly flowName: string;
  readonly trigger: { readonly at: string; readonly summary: string };
  readonly decisions: readonly OutboxDecision[];
  readonly gate: readonly GateAnswer[];
}

export interface OutboxLatest {
  readonly count: number;
  /** Id of the newest mail, empty when there is none. */
  readonly latest: string;
}

export interface OutboxDeps {
  /** Newest last. */
  list(): Promise<readonly OutboxEntry[]>;
  find(id: string): Promise<OutboxEntry | null>;
  explain(id: string): Promise<OutboxExplanation | null>;
  /** Asked every few seconds by an open page; without it the whole list is read. */
  latest?(): Promise<OutboxLatest>;
}
