import { createHistory } from '../../recommendations/history.ts';
import type { History } from '../../recommendations/history.ts';
import { learnCompanions } from '../../recommendations/learn-companions.ts';
import { learnReorders } from '../../recommendations/learn-reorder.ts';
import { learnPopularNext } from '../../recommendations/popular-next.ts';
import { dayMs, lengths } from '../../recommendations/reorder-model.ts';
import type { ProductTraits, PurchaseLine } from '../../recommendations/reorder-model.ts';
import type { LearnedOf, LearnedOfProduct } from '../companions/companion-source.ts';
import type { LearnedProduct, ShopTiming } from '../timing/product-timing.ts';

export interface LearnedPast {
  readonly shop: ShopTiming;
  readonly products: readonly LearnedProduct[];
  readonly companionsOf: LearnedOf;
}

/** Takes a shop's purchases line by line, in any order, and then says what they teach. */
export interface PastLearner {
  add(lines: readonly PurchaseLine[]): void;
  /** Every product that came, to be told about before `learn`. */
  products(): readonly string[];
  learn(options: {
    readonly asOf: Date;
    readonly traitsOf: (productId: string) => ProductTraits | undefined;
  }): LearnedPast;
}

/** Stands in for the shop's rhythm where nobody ever came back; every number is then the merchant's own anyway. */
const merchantDays = 165;

/** People who bought on more than one day. */
const returnedIn = ({ customer, at, customers, size }: History): number => {
  const firstDay = new Float64Array(customers.size()).fill(Number.NaN);
  const returned = new Set<number>();
  for (let row = 0; row < size; row += 1) {
    const who = customer[row] ?? 0;
    const day = Math.floor((at[row] ?? 0) / dayMs);
    const first = firstDay[who];
    if (first === undefined || Number.isNaN(first)) firstDay[who] = day;
    else if (first !== day) returned.add(who);
  }
  return returned.size;
};

const namesOf = ({ products }: History): readonly string[] =>
  Array.from({ length: products.size() }, (_, id) => products.nameOf(id));

interface CompanionsAsked {
  readonly asOf: number;
  readonly horizonDays: number;
  readonly traitsOf: (productId: string) => ProductTraits | undefined;
}

/** Of each product of which anything was learned. */
const learnCompanionsOf = (history: History, { traitsOf, ...options }: CompanionsAsked): LearnedOf => {
  const { listOf, popular } = learnCompanions(history, options);
  const typeOf = (productId: string): string | undefined => traitsOf(productId)?.type;
  const popularNextOf = learnPopularNext(history, { ...options, typeOf, popular });
  const known = namesOf(history).map((productId): readonly [string, LearnedOfProduct] => [
    productId,
    { companions: listOf(productId), popularNext: popularNextOf(productId) },
  ]);
  return new Map(
    known.filter(([, { companions, popularNext }]) => companions.length > 0 || popularNext.length > 0),
  );
};

export const createPastLearner = (): PastLearner => {
  const builder = createHistory();
  let built: History | undefined;
  const history = (): History => (built ??= builder.build());
  return {
    add: (lines) => {
      for (const line of lines) builder.add(line);
    },
    products: () => namesOf(history()),
    learn: ({ asOf, traitsOf }) => {
      const options = { asOf: asOf.getTime(), traitsOf, merchantDays };
      const { rhythm, models, curveOf } = learnReorders(history(), options);
      const products = [...models.values()].map((model) => ({ model, curve: curveOf(model.productId) }));
      const horizonDays = lengths.horizon * rhythm.intervalDays;
      const companionsOf = learnCompanionsOf(history(), { asOf: asOf.getTime(), horizonDays, traitsOf });
      return { shop: { rhythm, returned: returnedIn(history()) }, products, companionsOf };
    },
  };
};
