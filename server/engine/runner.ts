import { randomToken } from '../lib/digest.ts';
import type { LeasedTurn } from './engine-store.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { createTurnServer } from './serve-turns.ts';
import { createWorkerLoop } from './worker-loop.ts';
import type { WorkerLoop } from './worker-loop.ts';

export interface TurnResult {
  readonly leased: number;
  readonly moved: number;
  readonly performed: number;
}

export interface Runner extends WorkerLoop {
  /** One turn: lease, read, decide, perform, give back. Nothing due: all zeros. */
  turnOnce(signal: AbortSignal): Promise<TurnResult>;
}

const largestShare = 60;

/** So that any number of workers balances by itself. */
export const shareOf = (due: number, workers: number): number =>
  Math.min(Math.max(Math.ceil(due / Math.max(1, workers)), 1), largestShare);

export const createRunner = (deps: RunnerDeps): Runner => {
  const { store, clock } = deps;
  const serve = createTurnServer(deps);

  const serveUnder = (leased: readonly LeasedTurn[], token: string, signal: AbortSignal) => {
    const lease = { renew: (turns: Parameters<typeof store.renew>[0]) => store.renew(turns, token) };
    return serve(leased, { token, now: clock.now(), lease, signal });
  };

  const turnOnce = async (signal: AbortSignal): Promise<TurnResult> => {
    const now = clock.now();
    const due = await store.countDue(now);
    if (due === 0) return { leased: 0, moved: 0, performed: 0 };
    const share = shareOf(due, (await deps.liveWorkers?.()) ?? 1);
    const token = randomToken();
    const leased = await store.lease({ now, share, token });
    try {
      return { leased: leased.length, ...(await serveUnder(leased, token, signal)) };
    } finally {
      await store.giveBack(
        leased.map(({ id }) => id),
        token,
      );
    }
  };

  return { turnOnce, ...createWorkerLoop(deps, turnOnce) };
};
