import type { EnrollmentId, ShopId } from '../lib/brand.ts';
import type { Clock } from '../lib/clock.ts';
import type { DecisionLog } from '../engine/decision.ts';
import type { EngineStore } from '../engine/engine-store.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { ProgramPort } from '../engine/ports.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { StepRegistry } from '../engine/step.ts';
import type { FlowKinds } from './flow-kind.ts';
import type { FlowRepository } from './flow.repository.ts';
import type { ShopFacts } from './shop-facts.ts';

/** What flows ask of the ledger. */
export interface MessagePort {
  /** A3: cancels rows that are still `scheduled` and gives their place under the cap back. */
  cancelScheduled(shop: ShopId, enrollments: readonly EnrollmentId[]): Promise<void>;
  /** Whether any message row exists, whatever became of it. */
  hasMessage(enrollment: Enrollment, program: FlowProgram): Promise<boolean>;
}

export interface FlowRuntime {
  readonly kinds: FlowKinds;
  readonly flows: Pick<FlowRepository, 'list'>;
  readonly programs: ProgramPort;
  readonly steps: StepRegistry;
}

export interface ReactorDeps {
  readonly facts: ShopFacts;
  readonly runtime: FlowRuntime;
  readonly store: Pick<
    EngineStore,
    'enroll' | 'reanchor' | 'exit' | 'lower' | 'wake' | 'findMany' | 'findWaitingOfContacts'
  >;
  readonly messages: MessagePort;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}
