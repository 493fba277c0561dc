import type { Readiness } from './http/health.ts';

export interface ReadinessSources {
  /** Rejects or hangs when the database can't be reached. */
  readonly liveWorkers: () => Promise<number>;
  readonly timeoutMs: number;
}

const timedOut = Symbol('timed out');

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
      return live > 0
        ? { ready: true }
        : { ready: false, reason: 'no worker has a heartbeat younger than 30 s' };
    } catch {
      return { ready: false, reason: 'the database can not be reached' };
    } finally {
      clearTimeout(timer);
    }
  };
