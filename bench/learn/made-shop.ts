import type { ProductTraits, PurchaseLine } from '../../server/recommendations/reorder-model.ts';
import { dayMs } from '../../server/recommendations/reorder-model.ts';

/** What a made shop is like. Lengths in days. */
export interface ShopPlan {
  readonly seed: number;
  readonly customers: number;
  readonly products: number;
  readonly days: number;
  /** Cycles are this many times as long: 10 for a shop of months. */
  readonly stretch: number;
  /** Share of orders that the shop knows of: 0.3 for a sparse history. */
  readonly kept: number;
}

export interface ProductTruth {
  readonly replenishable: boolean;
  /** Median wait of the usual customer at a quantity of one. */
  readonly cycleDays: number;
}

export interface MadeShop {
  readonly lines: readonly PurchaseLine[];
  readonly asOf: number;
  readonly traitsOf: (productId: string) => ProductTraits;
  readonly products: ReadonlyMap<string, ProductTruth>;
  /** By customer: when they left, Infinity: they stayed. */
  readonly leftAt: ReadonlyMap<string, number>;
  /** Bought in the same order; bought a cycle later. */
  readonly complements: ReadonlyMap<string, string>;
}

const start = Date.UTC(2024, 0, 1);
const types = 8;

/** The same shop for the same seed (mulberry32), so that two runs can be compared. */
const createDice = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Box and Muller. */
const normal = (dice: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());

const typeOf = (product: number): number => product % types;

const nameOf = (product: number): string => `sku-${product}`;

const makeProducts = (plan: ShopPlan, dice: () => number): readonly ProductTruth[] => {
  const typeDays = Array.from({ length: types }, () => plan.stretch * 14 * Math.exp(dice() * 1.6));
  return Array.from({ length: plan.products }, (_, product) => ({
    replenishable: typeOf(product) % 2 === 0,
    cycleDays: (typeDays[typeOf(product)] ?? 30) * Math.exp(0.25 * normal(dice)),
  }));
};

interface Person {
  readonly name: string;
  readonly speed: number;
  readonly from: number;
  readonly until: number;
}

const makePerson = (plan: ShopPlan, index: number, dice: () => number): Person => {
  const from = dice() * plan.days * 0.5;
  const leaves = dice() < 0.35;
  return {
    name: `c${index}@example.com`,
    speed: Math.exp(0.3 * normal(dice)),
    from,
    until: leaves ? from + dice() * (plan.days - from) : Infinity,
  };
};

/** Days on which a person buys a product, with how much of it: more lasts longer, in proportion. */
const purchasesOf = (
  person: Person,
  { cycleDays, replenishable }: ProductTruth,
  world: { plan: ShopPlan; dice: () => number },
) => {
  const { plan, dice } = world;
  const bought: { day: number; quantity: number }[] = [];
  let day = person.from + dice() * plan.stretch * 30;
  while (day < Math.min(plan.days, person.until)) {
    const quantity = 1 + Math.floor(dice() * dice() * 4);
    bought.push({ day, quantity });
    if (!replenishable) break;
    day += cycleDays * person.speed * quantity * Math.exp(0.3 * normal(dice));
  }
  return bought;
};

/** A shop whose cycles, leavers and complements are known, because it was made with them. */
export const makeShop = (plan: ShopPlan): MadeShop => {
  const dice = createDice(plan.seed);
  const products = makeProducts(plan, dice);
  const half = Math.floor(plan.products / 2);
  const complements = new Map<string, string>();
  for (let product = 1; product < half; product += 2 * types)
    complements.set(nameOf(product), nameOf(product + 2));
  const lines: PurchaseLine[] = [];
  const leftAt = new Map<string, number>();
  const buy = (
    customer: string,
    productId: string,
    { day, quantity }: { day: number; quantity: number },
  ): void => {
    const at = start + Math.floor(day * 24) * (dayMs / 24);
    lines.push({ customer, order: `${customer} ${Math.floor(day)}`, productId, at, quantity });
  };
  for (let index = 0; index < plan.customers; index += 1) {
    const person = makePerson(plan, index, dice);
    leftAt.set(person.name, start + person.until * dayMs);
    for (let wanted = 0; wanted < 6; wanted += 1) {
      const product = Math.floor(dice() * dice() * plan.products);
      const truth = products[product];
      if (truth === undefined) continue;
      for (const bought of purchasesOf(person, truth, { plan, dice })) {
        if (dice() > plan.kept) continue;
        buy(person.name, nameOf(product), bought);
        const other = complements.get(nameOf(product));
        if (other !== undefined && dice() < 0.4) buy(person.name, other, { ...bought, quantity: 1 });
      }
    }
  }
  return {
    lines,
    asOf: start + plan.days * dayMs,
    traitsOf: (productId) => ({ type: `type ${typeOf(Number(productId.slice(4)))}` }),
    products: new Map(products.map((truth, product) => [nameOf(product), truth])),
    leftAt,
    complements,
  };
};
