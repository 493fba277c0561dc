import { createLogger } from '../lib/logger.ts';
import { composeWeb } from './compose-web.ts';
import { readConfig } from './config.ts';
import { exitOnFailure, stopOnSignal } from './process.ts';

/** The web process. Any number of them may run behind one address. */
await exitOnFailure(async () => {
  const config = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, name: 'web' });
  const starting = composeWeb(config, logger);
  stopOnSignal(logger, async () => (await starting).stop());
  const web = await starting;
  logger.info({ port: web.port }, 'web listening');
});
