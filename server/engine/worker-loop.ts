import { createAlarm } from '../lib/alarm.ts';
import { errorCodeOf } from '../lib/errors.ts';
import type { RunnerDeps } from './runner-deps.ts';

export interface WorkerLoop {
  /** Turns until the signal aborts; what goes wrong is logged, waited out and tried again. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
  /** Something may be due now: interrupts a sleep, or skips the next one. */
  wake(): void;
}

type LoopDeps = Pick<RunnerDeps, 'store' | 'clock' | 'logger'>;
type TurnOnce = (signal: AbortSignal) => Promise<{ readonly moved: number }>;

const longestSleepMs = 1_000;
/** Due, but in somebody else's hands: soon enough to take over, seldom enough not to press. */
const heldElsewhereMs = 250;
const firstBackoffMs = 100;
const longestBackoffMs = 5_000;

const untilNext = async ({ store, clock }: LoopDeps): Promise<number> => {
  const next = await store.nextDueAt();
  if (next === undefined) return longestSleepMs;
  const ms = next.getTime() - clock.now().getTime();
  return ms <= 0 ? heldElsewhereMs : Math.min(ms, longestSleepMs);
};

export const createWorkerLoop = (deps: LoopDeps, turnOnce: TurnOnce): WorkerLoop => {
  const alarm = createAlarm();

  /** How long to rest before the next turn. */
  const turn = async (signal: AbortSignal): Promise<number> => {
    const { moved } = await turnOnce(signal);
    return moved > 0 ? 0 : untilNext(deps);
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const pauseMs = await turn(signal);
        failures = 0;
        if (pauseMs > 0) await alarm.rest(pauseMs, signal);
      } catch (error) {
        deps.logger.error({ code: errorCodeOf(error), err: error, failures }, 'turn failed');
        await alarm.rest(Math.min(firstBackoffMs * 2 ** failures, longestBackoffMs), signal);
        failures += 1;
      }
    }
  };

  return { run, wake: alarm.wake };
};
