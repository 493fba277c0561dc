import type { Random } from '../../../app/standalone/demo-store/history/random.ts';

export interface Findings {
  /** What broke; empty when the row holds. */
  readonly violations: readonly string[];
  /** What was seen, in figures. */
  readonly seen: string;
  /** Why the fault could not be made on this machine; the row is not passed then. */
  readonly notProduced?: string | undefined;
}

export interface RowContext {
  readonly random: Random;
  readonly seed: number;
  readonly rounds: number;
  /** Somebody wants it to end with what it has. */
  isStopping(): boolean;
  say(line: string): void;
}

/** One line of the fault table. */
export interface FaultRow {
  readonly number: number;
  readonly fault: string;
  run(context: RowContext): Promise<Findings>;
}

/** `violations` as they come, and what they were looked for in. */
export const expectThat = (holds: boolean, otherwise: string): readonly string[] =>
  holds ? [] : [otherwise];
