import type { MailContent, ProductCard } from '../flow-port.ts';

/** More than this nobody reads in one mail; each has its own page to go to. */
const mostCards = 6;

const each = (cards: readonly ProductCard[]): readonly ProductCard[] => [
  ...new Map(cards.map((card) => [`${card.productId} ${card.variantTitle ?? ''}`, card])).values(),
];

/** One mail for several dues: the first one's words and way, everybody's products. */
export const combineContents = (own: MailContent, others: readonly MailContent[]): MailContent =>
  others.length === 0
    ? own
    : {
        ...own,
        lines: each([own, ...others].flatMap(({ lines }) => lines)).slice(0, mostCards),
        suggestions: each([own, ...others].flatMap(({ suggestions }) => suggestions)).slice(0, mostCards),
      };
