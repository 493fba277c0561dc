import { createDemoWorkRepository } from './demo-work.repository.ts';
import type { Data } from '../wiring/data.ts';
import type { WinderDeps } from './winder.ts';

type WorkInSight = Pick<WinderDeps, 'isSettled' | 'nextStop' | 'counts'>;

const workerFreshMs = 10_000;

const isLater = (at: Date | undefined, now: Date): boolean => at === undefined || at > now;

/** Whether anything is left to do by now, and when there will be something next. */
export const createWorkInSight = (data: Data): WorkInSight => {
  const { inbox, clock, engine, connection } = data;
  const work = createDemoWorkRepository(connection);

  const workersAgree = async (offsetMs: number): Promise<boolean> => {
    const live = await engine.workers.live(workerFreshMs);
    return live.length > 0 && live.every((worker) => worker.offsetMs === offsetMs);
  };
  const nextTimes = (): Promise<readonly (Date | undefined)[]> =>
    Promise.all([engine.store.nextDueAt(), engine.schedules.nextAt()]);

  return {
    isSettled: async (offsetMs) => {
      const now = clock.now();
      // One small question first: it is asked again and again until the workers have seen the new time.
      if (!(await workersAgree(offsetMs))) return false;
      // Then the inbox: what it still holds may make something due.
      if (!(await inbox.isIdle())) return false;
      const [times, underWay] = await Promise.all([nextTimes(), work.isUnderWay()]);
      return !underWay && times.every((at) => isLater(at, now));
    },
    nextStop: async () => {
      const times = (await nextTimes()).flatMap((at) => at?.getTime() ?? []);
      return times.length === 0 ? undefined : new Date(Math.min(...times));
    },
    counts: () => work.counts(),
  };
};
