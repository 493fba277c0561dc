import { readConfig } from '../server/app/config.ts';
import { exitOnFailure, stopOnSignal } from '../server/app/process.ts';
import { createLogger } from '../server/lib/logger.ts';
import { composeWorker } from './compose.ts';

/** The worker process. Any number of them may run; none keeps anything to itself. */
await exitOnFailure(async () => {
  const config = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, name: 'worker' });
  const starting = composeWorker(config, logger);
  // From the first moment on: whoever is told to stop while it starts has taken leases to give back too.
  stopOnSignal(logger, async () => (await starting).stop());
  const worker = await starting;
  logger.info({ worker: worker.id }, 'worker started');
});
