import type { WorkersRepository } from '../server/engine/workers.system.repository.ts';
import type { Logger } from '../server/lib/logger.ts';

export interface HeartbeatDeps {
  readonly id: string;
  readonly workers: Pick<WorkersRepository, 'beat' | 'leave'>;
  readonly clock: { offsetMs(): number };
  /** Loops of this worker that stand still; none unless told. */
  readonly stalled?: (() => readonly string[]) | undefined;
  readonly logger: Logger;
  readonly everyMs?: number;
}

export interface Heartbeat {
  start(): Promise<void>;
  /** At once, as after a jump of the demo's clock; never rejects. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

const defaultEveryMs = 3000;

export const createHeartbeat = ({
  id,
  workers,
  clock,
  stalled = () => [],
  logger,
  everyMs = defaultEveryMs,
}: HeartbeatDeps): Heartbeat => {
  let timer: NodeJS.Timeout | undefined;
  const beat = async (): Promise<void> => {
    const still = stalled();
    if (still.length > 0) logger.error({ loops: still }, 'a loop stands still');
    try {
      await workers.beat(id, clock.offsetMs(), still);
    } catch (error) {
      logger.warn({ err: error }, 'no heartbeat could be written');
    }
  };
  return {
    beat,
    start: async () => {
      await beat();
      timer = setInterval(() => void beat(), everyMs);
    },
    stop: async () => {
      clearInterval(timer);
      await workers.leave(id);
    },
  };
};
