import type {
  CompanionChoice,
  CompanionShelf,
  LearnedOf,
  StoredCompanions,
} from '../../companions/companion-source.ts';

/** What was learned last, and what merchants said. */
export type MemoryCompanions = Pick<CompanionShelf, 'find' | 'replace'> & {
  readonly choices: Map<string, CompanionChoice>;
};

export const createMemoryCompanions = (): MemoryCompanions => {
  let learned: LearnedOf = new Map();
  const choices = new Map<string, CompanionChoice>();
  return {
    choices,
    find: async (_shop, productIds) =>
      productIds.flatMap((productId): StoredCompanions[] => {
        const choice = choices.get(productId) ?? { pins: [], bans: [] };
        const known = learned.get(productId);
        if (known === undefined && !choices.has(productId)) return [];
        return [{ productId, companions: [], popularNext: [], ...known, choice, rev: 0 }];
      }),
    replace: async (_shop, fresh) => {
      learned = fresh;
    },
  };
};
