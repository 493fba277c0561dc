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

/** Calls back with what goes with a product. */
export type EachCompanion = (product: number, work: (companion: number, score: number) => void) => void;

/** Sums the lists of the anchors, without what they own. */
const bestOf = ({ anchors, owned }: Question, eachCompanion: EachCompanion): readonly number[] => {
  const sums = new Map<number, number>();
  for (const anchor of anchors)
    eachCompanion(anchor, (companion, score) => {
      if (!owned.has(companion)) sums.set(companion, (sums.get(companion) ?? 0) + score);
    });
  return [...sums]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([product]) => product);
};

/** Lists of companions as columns: as objects they would be larger than everything they are reckoned from. */
export const createListColumns = (lists: number, longest: number) => {
  const companion = new Int32Array(lists * longest);
  const score = new Float64Array(lists * longest);
  const size = new Int32Array(lists);
  return {
    set: (list: number, companions: readonly ScoredCompanion[]): void => {
      size[list] = companions.length;
      companions.forEach((one, place) => {
        companion[list * longest + place] = one.product;
        score[list * longest + place] = one.score;
      });
    },
    each: (list: number, work: (companion: number, score: number) => void): void => {
      const start = list * longest;
      for (let place = start; place < start + at(size, list); place += 1)
        work(at(companion, place), at(score, place));
    },
  };
};

/** Calls back with every order at or after `day` in which something was new to the person and something wasn't. */
const eachQuestion = (baskets: Baskets, day: number, work: (ask: () => Question) => void): void => {
  const owned = new Set<number>();
  for (let order = 0; order < baskets.orders; order += 1) {
    if (order === 0 || baskets.customerOf[order] !== baskets.customerOf[order - 1]) owned.clear();
    const [from, to] = [at(baskets.starts, order), at(baskets.starts, order + 1)];
    const products = baskets.product.subarray(from, to);
    if (at(baskets.dayOf, order) >= day) {
      const anchors = products.filter((product) => owned.has(product));
      if (anchors.length > 0 && anchors.length < products.length)
        work(() => ({
          anchors: [...anchors],
          owned: new Set(owned),
          answer: new Set(products.filter((product) => !owned.has(product))),
        }));
    }
    for (const product of products) owned.add(product);
  }
};

/** From orders at or after `day`: what goes into the rest of the basket. Evenly chosen where there are too many. */
export const questionsOf = (baskets: Baskets, day: number): readonly Question[] => {
  let [found, place] = [0, 0];
  eachQuestion(baskets, day, () => void (found += 1));
  const step = Math.max(1, Math.ceil(found / mostQuestions));
  const questions: Question[] = [];
  eachQuestion(baskets, day, (ask) => {
    if (place % step === 0) questions.push(ask());
    place += 1;
  });
  return questions;
};

/** How many questions one of the products shown answers. */
export const hitsOf = (questions: readonly Question[], eachCompanion: EachCompanion): number =>
  questions.filter((question) =>
    bestOf(question, eachCompanion).some((product) => question.answer.has(product)),
  ).length;
