import type { LearnedCompanions } from './companion-model.ts';
import { createHistory } from './history.ts';
import type { History } from './history.ts';
import { learnCompanions } from './learn-companions.ts';
import type { CompanionOptions } from './learn-companions.ts';
import { at } from './survival.ts';

export interface PopularNextOptions extends CompanionOptions {
  readonly typeOf: (productId: string) => string | undefined;
  /** `LearnedCompanions.popular` of the same history. */
  readonly popular: LearnedCompanions['popular'];
}

const types = 3;
const ofEachType = 4;

/** The same purchases as if a product were no more than its type; those of no known type left out. */
const historyOfTypes = (history: History, typeOf: PopularNextOptions['typeOf']): History => {
  const typeAt = Array.from({ length: history.products.size() }, (_, product) =>
    typeOf(history.products.nameOf(product)),
  );
  const builder = createHistory();
  for (let row = 0; row < history.size; row += 1) {
    const type = typeAt[at(history.product, row)];
    if (type === undefined) continue;
    builder.add({
      customer: history.customers.nameOf(at(history.customer, row)),
      order: at(history.order, row),
      productId: type,
      at: at(history.at, row),
      quantity: at(history.quantity, row),
    });
  }
  return builder.build();
};

/**
 * For a product with too little history of its own: what sells best of the types that people come to with or after its
 * type, the likeliest type first. Empty where the type is unknown or leads to no other.
 */
export const learnPopularNext = (
  history: History,
  { typeOf, popular, ...options }: PopularNextOptions,
): ((productId: string) => readonly string[]) => {
  const { listOf } = learnCompanions(historyOfTypes(history, typeOf), options);
  const bestOf = Map.groupBy(popular, typeOf);
  const known = new Map<string, readonly string[]>();
  const nextOf = (type: string): readonly string[] =>
    listOf(type)
      .slice(0, types)
      .flatMap(({ productId: next }) => bestOf.get(next)?.slice(0, ofEachType) ?? []);
  return (productId) => {
    const type = typeOf(productId);
    if (type === undefined) return [];
    const found = known.get(type) ?? nextOf(type);
    known.set(type, found);
    return found;
  };
};
