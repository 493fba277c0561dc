import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { ErrorCode } from '../../lib/errors.ts';

export interface Circuits {
  /** Throws `platform_unwell` without calling while the shop's circuit is open. */
  guard<Value>(shop: ShopId, call: () => Promise<Value>): Promise<Value>;
}

interface Circuit {
  readonly failures: number;
  readonly openUntilMs: number;
}

export interface CircuitOptions {
  readonly failuresToOpen?: number;
  readonly openMs?: number;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/** What says something of Shopify's health; a refused field or a missing token is our own fault. */
const tellsIllness = new Set<ErrorCode>(['platform_unreachable', 'platform_throttled']);

/** By shop: calls that failed in a row open it for a minute, then one call tries whether all is well again. */
export const createCircuits = ({
  failuresToOpen = 3,
  openMs = 60_000,
  nowMs = monotonicMs,
}: CircuitOptions = {}): Circuits => {
  const ill = new Map<ShopId, Circuit>();
  const note = (shop: ShopId, error: unknown): void => {
    if (!tellsIllness.has(errorCodeOf(error))) return;
    const failures = (ill.get(shop)?.failures ?? 0) + 1;
    ill.set(shop, { failures, openUntilMs: failures < failuresToOpen ? 0 : nowMs() + openMs });
  };
  return {
    guard: async (shop, call) => {
      const circuit = ill.get(shop);
      if (circuit !== undefined && circuit.openUntilMs > nowMs()) throw new EncoreError('platform_unwell');
      // Whoever comes while one tries is still turned away.
      if (circuit !== undefined && circuit.failures >= failuresToOpen)
        ill.set(shop, { ...circuit, openUntilMs: nowMs() + openMs });
      try {
        const value = await call();
        ill.delete(shop);
        return value;
      } catch (error) {
        note(shop, error);
        throw error;
      }
    },
  };
};
