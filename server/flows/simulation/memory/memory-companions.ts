import type { CompanionShelf, Companions } from '../../companions/companion-source.ts';

/** What was learned last. */
export const createMemoryCompanions = (): CompanionShelf => {
  let learned: { readonly companions: Companions; readonly at: Date } | undefined;
  return {
    learnedAt: async () => learned?.at ?? null,
    find: async (_shop, productIds) =>
      new Map(
        productIds.flatMap((id) => {
          const found = learned?.companions.get(id);
          return found === undefined ? [] : [[id, found] as const];
        }),
      ),
    replace: async (_shop, companions, at) => {
      learned = { companions, at };
    },
  };
};
