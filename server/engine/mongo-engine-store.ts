import { composeEngineStore } from './compose-engine-store.ts';
import { decisionModel } from './decision.model.ts';
import type { EngineStore } from './engine-store.ts';
import { enrollmentModel } from './enrollment.model.ts';
import type { EngineConnection } from './enrollment.model.ts';
import { createEnrollmentsRepository } from './enrollments.repository.ts';
import { createEnrollmentsSystemRepository } from './enrollments.system.repository.ts';
import type { StoreRows } from './compose-engine-store.ts';
import { turnModel } from './turn.model.ts';
import { createTurnsRepository } from './turns.system.repository.ts';

export interface MongoEngineStoreOptions {
  /** T3 of the protocol: longer than the send deadline and the provider's timeout together. */
  readonly leaseMs?: number;
}

const defaultLeaseMs = 15_000;

export const createMongoRows = (
  connection: EngineConnection,
  { leaseMs }: MongoEngineStoreOptions = {},
): StoreRows => ({
  turns: createTurnsRepository(connection, leaseMs ?? defaultLeaseMs),
  enrollments: {
    ...createEnrollmentsSystemRepository(connection),
    ...createEnrollmentsRepository(connection),
  },
});

export const createMongoEngineStore = (
  connection: EngineConnection,
  options: MongoEngineStoreOptions = {},
): EngineStore => composeEngineStore(createMongoRows(connection, options));

/**
 * Waits until the engine's indexes exist; without them a look at due work reads every enrollment there is. Not `init()`:
 * that makes none on a connection with `autoIndex` off, which the product's is.
 */
export const ensureEngineIndexes = async (connection: EngineConnection): Promise<void> => {
  const models = [enrollmentModel(connection), turnModel(connection), decisionModel(connection)];
  await Promise.all(models.map((model) => model.createIndexes()));
};
