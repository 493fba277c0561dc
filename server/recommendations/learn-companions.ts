import { basketRows, basketsOf } from './baskets.ts';
import type { Baskets } from './baskets.ts';
import { blends, createListColumns, hitsOf, questionsOf } from './companion-choice.ts';
import { createAnchorCounter, freshOrders } from './companion-counts.ts';
import type { LearnedCompanion, LearnedCompanions } from './companion-model.ts';
import { createFollowers } from './followers.ts';
import type { EachFollower } from './followers.ts';
import { scoreCompanions } from './companion-score.ts';
import type { Blend, ScoredCompanion } from './companion-score.ts';
import type { History } from './history.ts';
import { dayMs } from './reorder-model.ts';
import { at } from './survival.ts';
import { medianOf } from './waits.ts';

export interface CompanionOptions {
  /** What was bought at or after it is not looked at. */
  readonly asOf: number;
  /** How far apart two purchases may be to have to do with each other. */
  readonly horizonDays: number;
}

const longest = 20;
/** Part of the shop's orders, the newest, that says which blend suits it. */
const heldBack = 0.2;
/** With fewer questions the choice would be noise: the middle one is taken. */
const fewestQuestions = 200;
const middle: Blend = { shrink: 40, power: 0.5 };

const popularityOf = (baskets: Baskets): Float64Array =>
  freshOrders(baskets).map((fresh) => fresh / Math.max(1, baskets.orders));

/** The lists of one anchor, one for each blend. */
const createLists = (baskets: Baskets, asked: readonly Blend[], eachFollower?: EachFollower) => {
  const counter = createAnchorCounter(baskets, eachFollower);
  const popularity = popularityOf(baskets);
  return (anchor: number): readonly (readonly ScoredCompanion[])[] => {
    const counts = counter.count(anchor);
    return asked.map((blend) => scoreCompanions(counts, popularity, { blend, limit: longest }));
  };
};

const chooseBlend = (history: History, rows: Int32Array, baskets: Baskets): Blend => {
  const split = at(baskets.dayOf.toSorted(), Math.floor(baskets.orders * (1 - heldBack)));
  const questions = questionsOf(baskets, split);
  if (questions.length < fewestQuestions) return middle;
  const before = rows.filter((row) => at(history.at, row) < split * dayMs);
  const listsOf = createLists(basketsOf(history, before), blends);
  const asked = [...new Set(questions.flatMap(({ anchors }) => anchors))];
  const placeOf = new Map(asked.map((anchor, place) => [anchor, place * blends.length]));
  const columns = createListColumns(asked.length * blends.length, longest);
  for (const [anchor, place] of placeOf)
    listsOf(anchor).forEach((list, blend) => columns.set(place + blend, list));
  const hits = blends.map((_, blend) =>
    hitsOf(questions, (product, work) => {
      const place = placeOf.get(product);
      if (place !== undefined) columns.each(place + blend, work);
    }),
  );
  return blends[hits.indexOf(Math.max(...hits))] ?? middle;
};

/** Gaps between first buying the anchor and first buying each of its companions. */
const gapsOf = (
  anchor: number,
  companions: readonly ScoredCompanion[],
  eachFollower: EachFollower,
): ReadonlyMap<number, readonly number[]> => {
  const gaps = new Map<number, number[]>(companions.map(({ product }) => [product, []]));
  eachFollower(anchor, (product, gap) => void gaps.get(product)?.push(gap));
  return gaps;
};

/** From this on it is bought after, not with. */
const laterDays = 1;

const describe = (
  { product, ...found }: ScoredCompanion,
  gaps: readonly number[],
  history: History,
): LearnedCompanion => {
  const medianGapDays = medianOf(Float64Array.from(gaps)) ?? 0;
  const direction = medianGapDays >= laterDays ? 'after' : 'together';
  return { productId: history.products.nameOf(product), ...found, direction, medianGapDays };
};

/** Best sellers by people who bought them, equal ones by id. */
const popularOf = (history: History, baskets: Baskets): readonly string[] => {
  const fresh = freshOrders(baskets);
  const name = (product: number): string => history.products.nameOf(product);
  return [...fresh.keys()]
    .filter((product) => at(fresh, product) > 0)
    .toSorted((a, b) => at(fresh, b) - at(fresh, a) || (name(a) < name(b) ? -1 : 1))
    .map(name);
};

/** Learns what goes with what from all orders before `asOf`. Memory grows with lines and products, not with pairs. */
export const learnCompanions = (history: History, options: CompanionOptions): LearnedCompanions => {
  const { products } = history;
  const rows = basketRows(history, options.asOf);
  const baskets = basketsOf(history, rows);
  const blend = chooseBlend(history, rows, baskets);
  const eachFollower = createFollowers(baskets, options.horizonDays);
  const listsOf = createLists(baskets, [blend], eachFollower);
  const describeAll = (anchor: number): readonly LearnedCompanion[] => {
    const [companions = []] = listsOf(anchor);
    if (companions.length === 0) return [];
    const gaps = gapsOf(anchor, companions, eachFollower);
    return companions.map((one) => describe(one, gaps.get(one.product) ?? [], history));
  };
  return {
    listOf: (productId) => {
      const anchor = products.find(productId);
      return anchor === undefined ? [] : describeAll(anchor);
    },
    lists: function* () {
      for (let anchor = 0; anchor < baskets.products; anchor += 1) {
        const companions = describeAll(anchor);
        if (companions.length > 0) yield [products.nameOf(anchor), companions];
      }
    },
    popular: popularOf(history, baskets),
    ...blend,
  };
};
