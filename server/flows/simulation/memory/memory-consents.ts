import type { ShopId } from '../../../lib/brand.ts';
import type { Consent } from '../../../shop/contact.ts';
import type { ConsentRepository, StatedConsent } from '../../../shop/consents.repository.ts';

const keyOf = ({ statement, source, statedAt, state }: StatedConsent): string =>
  statement ?? `${source}@${statedAt.toISOString()}:${state}`;

/** At one and the same moment the refusal holds: `unsubscribed` sorts behind the others. */
const sortKey = (stated: StatedConsent): string =>
  `${stated.statedAt.toISOString()} ${stated.state} ${keyOf(stated)}`;

const heldOf = (statements: ReadonlyMap<string, StatedConsent>): StatedConsent | undefined =>
  [...statements.values()].toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)).at(-1);

/** One shop's consents; heard again, a statement keeps its earliest time. */
export const createMemoryConsents = (shop: ShopId): ConsentRepository => {
  const rows = new Map<string, Map<string, StatedConsent>>();
  const state = (stated: StatedConsent): void => {
    const statements = rows.get(stated.addressDigest) ?? new Map<string, StatedConsent>();
    const before = statements.get(keyOf(stated));
    if (before === undefined || before.statedAt > stated.statedAt) statements.set(keyOf(stated), stated);
    rows.set(stated.addressDigest, statements);
  };
  const find = (digest: string): Consent | undefined => {
    const held = heldOf(rows.get(digest) ?? new Map());
    if (held === undefined) return undefined;
    const { statement: _which, ...said } = held;
    return { ...said, shop };
  };
  return {
    stateMany: async (_shop, statements) => {
      for (const stated of statements) state(stated);
    },
    find: async (_shop, digest) => find(digest),
    findMany: async (_shop, digests) =>
      new Map(
        digests.flatMap((digest) => {
          const consent = find(digest);
          return consent === undefined ? [] : [[digest, consent] as const];
        }),
      ),
    erase: async (_shop, digest) => void rows.delete(digest),
    deleteAll: async () => rows.clear(),
  };
};
