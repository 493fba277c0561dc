import { createServer } from 'node:net';
import { EncoreError } from '../../../lib/errors.ts';

/** Told before anything is started, in one line, instead of by a web process that dies. */
export const requireFreePort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => {
      const message = `port ${port} can't be used (${cause.message}); set PORT to another`;
      reject(new EncoreError('start_failed', { message, cause }));
    });
    probe.listen(port, () => {
      probe.close(() => {
        resolve();
      });
    });
  });
