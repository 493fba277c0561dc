import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { DecisionLog } from './decision.ts';
import type { EffectExecutor } from './effect.ts';
import type { EngineStore } from './engine-store.ts';
import type { FactPort, ProgramPort } from './ports.ts';
import type { StepRegistry } from './step.ts';

export interface RunnerDeps {
  readonly store: EngineStore;
  readonly facts: FactPort;
  readonly programs: ProgramPort;
  readonly steps: StepRegistry;
  readonly executors: readonly EffectExecutor[];
  readonly decisions: DecisionLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many workers share the due turns; one unless told. */
  readonly liveWorkers?: (() => Promise<number>) | undefined;
}
