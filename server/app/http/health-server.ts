import { createServer } from 'node:http';
import express from 'express';
import { z } from 'zod';
import { EncoreError } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { createErrorHandler, notFound } from './errors.ts';
import { createHealthRouter } from './health.ts';
import type { HealthDeps } from './health.ts';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HealthServerOptions extends HealthDeps {
  readonly port: number;
  readonly logger: Logger;
}

const addressSchema = z.object({ port: z.number() });

/** Health and metrics of a process that serves nothing else. Without a token nobody but this machine reaches it. */
export const startHealthServer = async (options: HealthServerOptions): Promise<HealthServer> => {
  const { port, logger, metricsToken } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(createHealthRouter(options));
  app.use(notFound);
  app.use(createErrorHandler(logger));
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new EncoreError('start_failed', { message: `METRICS_PORT ${port} can't be used.`, cause })),
    );
    server.listen(port, metricsToken === undefined ? '127.0.0.1' : undefined, () => resolve());
  });
  return {
    port: addressSchema.parse(server.address()).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
