import type { Logger } from '../lib/logger.ts';
import type { EngineStore } from './engine-store.ts';

/** The net under every LOWER, a job of each minute. Resolves to how many turns would have slept on. */
export const sweepTurns = async (store: EngineStore, logger: Logger): Promise<number> => {
  const lowered = await store.sweep();
  // Never needed in the model: when it happens, something wrote enrollments without lowering their turn.
  if (lowered > 0) logger.warn({ lowered }, 'sweep lowered turns');
  return lowered;
};
