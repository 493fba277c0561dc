import type { ContactId } from '../../../lib/brand.ts';
import type { VisitorRepository } from '../../../shop/visitors.repository.ts';

interface Browser {
  readonly contact?: ContactId | undefined;
  readonly knownAt: Date;
  readonly isFresh: boolean;
  readonly checkoutTokens: readonly string[];
}

const unknown: Browser = { knownAt: new Date(0), isFresh: false, checkoutTokens: [] };

/** One shop's browsers. Time is virtual here: who was found out once stays fresh, which costs a replay little. */
export const createMemoryVisitors = (): VisitorRepository => {
  const browsers = new Map<string, Browser>();
  return {
    note: async (_shop, sightings) => {
      for (const { visitor, contact, checkoutToken, at } of sightings) {
        const before = browsers.get(visitor) ?? unknown;
        const tells = contact !== undefined && at >= before.knownAt;
        browsers.set(visitor, {
          ...before,
          ...(tells && { contact, knownAt: at, isFresh: before.isFresh || contact !== before.contact }),
          checkoutTokens: [
            ...new Set([...before.checkoutTokens, ...(checkoutToken === undefined ? [] : [checkoutToken])]),
          ],
        });
      }
    },
    findMany: async (_shop, visitors) =>
      new Map(
        visitors.flatMap((visitor) => {
          const found = browsers.get(visitor);
          if (found?.contact === undefined) return [];
          const { contact, knownAt, isFresh } = found;
          return [[visitor, { visitor, contact, knownAt, isFresh }] as const];
        }),
      ),
    ofCheckouts: async (_shop, tokens) =>
      new Map(
        tokens.map((token) => [
          token,
          [...browsers].flatMap(([visitor, one]) => (one.checkoutTokens.includes(token) ? [visitor] : [])),
        ]),
      ),
    relink: async (_shop, from, to) => {
      for (const [visitor, one] of browsers)
        if (one.contact === from) browsers.set(visitor, { ...one, contact: to });
    },
    forget: async (_shop, contacts) => {
      for (const [visitor, { contact }] of browsers)
        if (contact !== undefined && contacts.includes(contact)) browsers.delete(visitor);
    },
    deleteAll: async () => browsers.clear(),
  };
};
