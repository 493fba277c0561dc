import type { Readiness } from './http/health.ts';

export interface ReadinessSources {
  /** Those with a fresh heartbeat. Rejects or hangs when the database can't be reached. */
  readonly liveWorkers: () => Promise<readonly { readonly stalled: readonly string[] }[]>;
  readonly timeoutMs: number;
}

const timedOut = Symbol('timed out');

const readinessOf = (live: readonly { readonly stalled: readonly string[] }[]): Readiness => {
  if (live.length === 0) return { ready: false, reason: 'no worker has a heartbeat younger than 30 s' };
  if (live.some(({ stalled }) => stalled.length === 0)) return { ready: true };
  const loops = [...new Set(live.flatMap(({ stalled }) => stalled))].toSorted();
  return { ready: false, reason: `every worker has a loop that stands still: ${loops.join(', ')}` };
};

/** The heartbeat lives in the database, so one look answers both questions. */
export const createReadiness =
  ({ liveWorkers, timeoutMs }: ReadinessSources) =>
  async (): Promise<Readiness> => {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof timedOut>((resolve) => {
      timer = setTimeout(() => resolve(timedOut), timeoutMs);
    });
    try {
      const live = await Promise.race([liveWorkers(), patience]);
      if (live === timedOut) return { ready: false, reason: 'the database does not answer' };
      return readinessOf(live);
    } catch {
      return { ready: false, reason: 'the database can not be reached' };
    } finally {
      clearTimeout(timer);
    }
  };
