import type { ShopTheme } from '../../shop/merchant-settings.ts';
import { contrastOf, readableOn } from './contrast.ts';
import { mailInk, pageOf } from './theme.ts';

/**
 * `button_words`: the words on a button are hard to read. `button_unseen`: a button can hardly be told from the card it
 * stands on. `page_refused`: so dark a page is not used, as the ink on it could not be read. `page_words`: the small words
 * below the card are hard to read on the page.
 */
export const lookFindingKeys = ['button_words', 'button_unseen', 'page_refused', 'page_words'] as const;

export interface LookFinding {
  readonly key: (typeof lookFindingKeys)[number];
  /** The contrast that is, and the one that is wanted: N of N : 1. */
  readonly is: number;
  readonly wanted: number;
}

/** WCAG 2's AA for text of this size. */
const forWords = 4.5;
/** Words say what a button is; its shape only has to be seen at all. */
const forShapes = 1.5;
const card = '#ffffff';

const told = (key: LookFinding['key'], is: number, wanted: number): LookFinding => ({
  key,
  is: Math.floor(is * 10) / 10,
  wanted,
});

const below = (key: LookFinding['key'], is: number, wanted: number): readonly LookFinding[] =>
  is < wanted ? [told(key, is, wanted)] : [];

/** What is hard to read in a theme, as mails are printed: colours that they would not use count as what stands in for them. */
export const lookFindings = ({ color, backgroundColor }: ShopTheme): readonly LookFinding[] => {
  const page = pageOf(backgroundColor);
  const refused = backgroundColor !== undefined && page.toLowerCase() !== backgroundColor.toLowerCase();
  return [
    ...below('button_words', contrastOf(readableOn(color), color), forWords),
    ...below('button_unseen', contrastOf(color, card), forShapes),
    ...(refused
      ? [told('page_refused', contrastOf(mailInk.quiet, backgroundColor), forWords)]
      : below('page_words', contrastOf(mailInk.quiet, page), forWords)),
  ];
};
