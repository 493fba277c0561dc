import type { Baskets } from './baskets.ts';
import type { Blend, ScoredCompanion } from './companion-score.ts';
import { at } from './survival.ts';

/** From little popularity to almost nothing else. */
export const blends: readonly Blend[] = [
  { shrink: 10, power: 0.5 },
  { shrink: 40, power: 0.5 },
  { shrink: 40, power: 0.25 },
  { shrink: 160, power: 0.25 },
  { shrink: 640, power: 0 },
];

/** The products of an order that the person had bought before, and those that were new to them. */
export interface Question {
  readonly anchors: readonly number[];
  readonly owned: ReadonlySet<number>;
  readonly answer: ReadonlySet<number>;
}

const shown = 4;
const mostQuestions = 3000;

/** Sums the lists of the anchors, without what they own. */
const bestOf = (
  anchors: readonly number[],
  listOf: (product: number) => readonly ScoredCompanion[],
  owned: ReadonlySet<number>,
): readonly number[] => {
  const sums = new Map<number, number>();
  for (const anchor of anchors)
    for (const { product, score } of listOf(anchor))
      if (!owned.has(product)) sums.set(product, (sums.get(product) ?? 0) + score);
  return [...sums]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([product]) => product);
};

/** From orders at or after `day`: what goes into the rest of the basket. */
export const questionsOf = (baskets: Baskets, day: number): readonly Question[] => {
  const questions: Question[] = [];
  let owned = new Set<number>();
  for (let order = 0; order < baskets.orders; order += 1) {
    if (order === 0 || baskets.customerOf[order] !== baskets.customerOf[order - 1]) owned = new Set();
    const products = [...baskets.product.subarray(at(baskets.starts, order), at(baskets.starts, order + 1))];
    const answer = new Set(products.filter((product) => !owned.has(product)));
    if (at(baskets.dayOf, order) >= day && answer.size > 0) {
      const anchors = products.filter((product) => owned.has(product));
      if (anchors.length > 0) questions.push({ anchors, owned: new Set(owned), answer });
    }
    for (const product of products) owned.add(product);
  }
  const step = Math.max(1, Math.ceil(questions.length / mostQuestions));
  return questions.filter((_, index) => index % step === 0);
};

/** How many questions one of the products shown answers. */
export const hitsOf = (
  questions: readonly Question[],
  listOf: (product: number) => readonly ScoredCompanion[],
): number =>
  questions.filter(({ anchors, owned, answer }) =>
    bestOf(anchors, listOf, owned).some((product) => answer.has(product)),
  ).length;
