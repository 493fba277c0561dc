import { EncoreError } from '../../../lib/errors.ts';
import { startPart } from './part.ts';
import type { Part, PartPlan } from './part.ts';
import { usualPolicy } from './restart-policy.ts';
import type { RestartPolicy } from './restart-policy.ts';

export interface Supervisor {
  start(plan: PartPlan): void;
  pids(): Readonly<Record<string, number>>;
  /** From here on a part that dies is started again; before, one death ends the start. */
  markReady(): void;
  /** Ends everything, the parts started last first. */
  stop(): Promise<void>;
}

export interface SupervisorEvents {
  readonly say: (line: string) => void;
  /** The pids are not what they were. */
  readonly onPids: () => void;
  readonly onFailure: (line: string) => void;
}

/** Starts parts, watches them, and stops them in order. */
export const createSupervisor = (
  { say, onPids, onFailure }: SupervisorEvents,
  policyWhenReady: RestartPolicy = usualPolicy,
): Supervisor => {
  const parts: Part[] = [];
  let policy: RestartPolicy = { ...policyWhenReady, deathLimit: 1 };
  let isStopping = false;

  const stopAll = async (): Promise<void> => {
    for (const part of parts.toReversed()) await part.stop();
  };

  return {
    start: (plan) => {
      if (isStopping) throw new EncoreError('start_failed', { message: 'Encore is stopping' });
      const onGivenUp = (line: string, lastWords: readonly string[]): void => {
        onFailure([line, ...lastWords].join('\n  '));
      };
      parts.push(startPart(plan, { policy: () => policy, onStart: onPids, onRestart: say, onGivenUp }));
      onPids();
    },
    pids: () =>
      Object.fromEntries(
        parts.flatMap((part) => {
          const pid = part.pid();
          return pid === undefined ? [] : [[part.name, pid]];
        }),
      ),
    markReady: () => {
      policy = policyWhenReady;
    },
    stop: async () => {
      isStopping = true;
      await stopAll();
    },
  };
};
