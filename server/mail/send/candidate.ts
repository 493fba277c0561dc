import type { GateFacts } from '../gate/clause.ts';
import type { GateResult } from '../gate/gate.ts';
import type { PromisedCode } from '../offers/offer-port.ts';
import type { Attempt } from './attempt.ts';

/** A mail on its way through the gate, with what the gate has answered so far. */
export interface Candidate {
  readonly attempt: Attempt;
  readonly facts: GateFacts;
  readonly result: GateResult;
  /** Of a mail that promises an offer; without one where its step says so. */
  readonly promised?: PromisedCode | undefined;
}
