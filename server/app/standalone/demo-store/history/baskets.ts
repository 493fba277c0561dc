import { catalogue, itemOf } from '../catalogue/catalogue.ts';
import type { CatalogueItem } from '../catalogue/item.ts';
import type { Random } from './random.ts';

/** What a household buys again and again; a few things once in a while. */
const isBuyable = (item: CatalogueItem): boolean => item.soldOut !== true;
const runsOut = catalogue.filter((item) => isBuyable(item) && item.lastsDays !== undefined);
const staples = runsOut.filter((item) => (item.lastsDays ?? 0) <= 100);
const keepsakes = catalogue.filter((item) => isBuyable(item) && item.lastsDays === undefined);

const some = (items: readonly CatalogueItem[], random: Random): CatalogueItem | undefined =>
  items[random.below(items.length)];

export interface Habit {
  readonly item: CatalogueItem;
  /** This household's own pace. */
  readonly everyDays: number;
  readonly variant: number;
}

export const createHabits = (random: Random): readonly Habit[] => {
  const count = random.chance(0.3) ? 2 : random.chance(0.12) ? 3 : 1;
  const picked = Array.from({ length: count }, () => some(staples, random));
  return [...new Set(picked)].flatMap((item) =>
    item === undefined
      ? []
      : [{ item, everyDays: (item.lastsDays ?? 60) * (0.8 + random.next() * 0.5), variant: random.below(4) }],
  );
};

/** Things that go along with `item` this time: each companion with its own probability. */
export const companionsOf = (
  item: CatalogueItem,
  random: Random,
  probability: number,
): readonly CatalogueItem[] =>
  (item.goesWith ?? []).flatMap((handle, index) => {
    const companion = itemOf(handle);
    return companion !== undefined && random.chance(probability / (index + 1)) ? [companion] : [];
  });

/** Something bought for once: a keepsake, a shirt, a candle. */
export const oneOff = (random: Random): CatalogueItem | undefined =>
  random.chance(0.55) ? some(keepsakes, random) : some(runsOut, random);

export const livingBasket = (random: Random): readonly CatalogueItem[] => {
  const first = random.chance(0.6) ? some(staples, random) : oneOff(random);
  if (first === undefined) return [];
  const second = random.chance(0.25) ? some(runsOut, random) : undefined;
  const all = [first, ...companionsOf(first, random, 0.4), ...(second === undefined ? [] : [second])];
  return [...new Set(all)];
};
