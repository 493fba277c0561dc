import { EncoreError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';

const lineOf = (error: unknown): string => {
  if (error instanceof EncoreError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Runs a process's start; a failure is one clear line and exit 1. */
export const exitOnFailure = async (start: () => Promise<void>): Promise<void> => {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`encore: ${lineOf(error)}\n`);
    process.exit(1);
  }
};

const patienceMs = 9000;

/** Stops once on SIGTERM or SIGINT, then leaves: some libraries keep timers that would hold the process. */
export const stopOnSignal = (logger: Logger, stop: () => Promise<void>): void => {
  let stopping = false;
  const leave = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
};
