import type { EngineStore, LeasedTurn } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { EnrollmentId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { anEnrollment, noon } from './enrollments.ts';

export interface StoreUnderTest {
  /** A store without content whose leases last as long as told. */
  fresh(leaseMs: number): Promise<EngineStore>;
  /** Lets a lease of `ms` run out. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface StoreBench {
  open(): Promise<void>;
  restart(leaseMs?: number): Promise<void>;
  close(): Promise<void>;
  pass(ms: number): Promise<void>;
  store(): EngineStore;
  /** What is due at noon. */
  lease(token?: string, share?: number): Promise<readonly LeasedTurn[]>;
  /** The enrollment of `anEntry()` unless told; throws when it isn't there. */
  read(id?: EnrollmentId): Promise<Enrollment>;
}

const longLeaseMs = 60_000;

export const openStoreBench = (open: () => Promise<StoreUnderTest>): StoreBench => {
  let underTest: StoreUnderTest | undefined;
  let current: EngineStore | undefined;

  const opened = (): StoreUnderTest => {
    if (underTest === undefined) throw new EncoreError('internal_error', { message: 'open the bench first' });
    return underTest;
  };
  const store = (): EngineStore => {
    if (current === undefined)
      throw new EncoreError('internal_error', { message: 'restart the bench first' });
    return current;
  };

  return {
    store,
    open: async () => {
      underTest = await open();
    },
    restart: async (leaseMs = longLeaseMs) => {
      current = await opened().fresh(leaseMs);
    },
    close: () => opened().close(),
    pass: (ms) => opened().pass(ms),
    lease: (token = 'token-a', share = 10) => store().lease({ now: noon, share, token }),
    read: async (id = anEnrollment().id) => {
      const [found] = await store().findMany([id]);
      if (found === undefined) throw new EncoreError('not_found', { message: id });
      return found;
    },
  };
};
