import { readConfig } from '../server/app/config.ts';
import { exitOnFailure, stopOnSignal } from '../server/app/process.ts';
import { createLogger } from '../server/lib/logger.ts';
import { composeWorker } from './compose.ts';

/** The worker process. Any number of them may run; none keeps anything to itself. */
await exitOnFailure(async () => {
  const config = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, name: 'worker' });
  const worker = await composeWorker(config, logger);
  logger.info({ worker: worker.id }, 'worker started');
  stopOnSignal(logger, () => worker.stop());
});
