import { realNow } from '../lib/clock.ts';
import { composeEngineStore } from './compose-engine-store.ts';
import type { StoreRows } from './compose-engine-store.ts';
import type { EngineStore } from './engine-store.ts';
import { createMemoryEnrollments } from './memory-enrollments.ts';
import { createMemoryTurns } from './memory-turns.ts';

export interface MemoryEngineStoreOptions {
  readonly leaseMs?: number;
  /** Real milliseconds for leases; simulation and tests hand in their own. */
  readonly nowMs?: () => number;
}

export const createMemoryRows = ({ leaseMs, nowMs }: MemoryEngineStoreOptions = {}): StoreRows => ({
  turns: createMemoryTurns({ leaseMs: leaseMs ?? 15_000, nowMs: nowMs ?? (() => realNow().getTime()) }),
  enrollments: createMemoryEnrollments(),
});

/** The same store in memory: unit tests and simulation run the very same engine over it. */
export const createMemoryEngineStore = (options: MemoryEngineStoreOptions = {}): EngineStore =>
  composeEngineStore(createMemoryRows(options));
