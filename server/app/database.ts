import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { monotonicMs, sleep } from '../lib/clock.ts';
import { EncoreError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';

export type { Connection } from 'mongoose';

const defaultPatienceMs = 30_000;
const pauseMs = 1000;

/** Where it is, without who we are there. */
const placeOf = (uri: string): string => uri.replace(/\/\/[^@/]*@/, '//');

/**
 * Opens the one connection of this process: majority writes, primary reads. Tries for half a minute unless told otherwise,
 * since a database often starts beside us; then throws `database_unreachable`.
 */
export const connectDatabase = async (
  uri: string,
  logger: Logger,
  patienceMs = defaultPatienceMs,
): Promise<Connection> => {
  mongoose.set('strictQuery', true);
  const giveUpAt = monotonicMs() + patienceMs;
  for (;;) {
    const connection = mongoose.createConnection(uri, {
      writeConcern: { w: 'majority' },
      serverSelectionTimeoutMS: Math.min(patienceMs, 5000),
      socketTimeoutMS: 30_000,
      maxPoolSize: 40,
      autoIndex: false,
      // Whoever only looks makes nothing.
      autoCreate: false,
      appName: 'encore',
    });
    try {
      return await connection.asPromise();
    } catch (cause) {
      await connection.destroy().catch(() => undefined);
      if (monotonicMs() > giveUpAt) {
        throw new EncoreError('database_unreachable', {
          message: `MongoDB could not be reached at ${placeOf(uri)} within ${patienceMs / 1000} s.`,
          cause,
        });
      }
      logger.warn('MongoDB does not answer yet; trying again');
      await sleep(pauseMs);
    }
  }
};
