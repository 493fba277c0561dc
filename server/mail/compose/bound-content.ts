import type { MailContent, ProductCard } from '../flow-port.ts';

/** A mail above 100 kB is cut off by Gmail; so many lines with their links leave room for all else. */
export const mostLines = 15;
const mostSuggestions = 12;
/** As much as two rows of a phone hold. */
const longestTitle = 120;
const longestDetail = 80;

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cut between whole signs: a flag or a letter with its accents is one. */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text;
  let short = '';
  for (const { segment } of segments.segment(text.slice(0, most * 4))) {
    if (short.length + segment.length >= most) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
};

const boundCard = (card: ProductCard): ProductCard => {
  const { title, variantTitle, vendor, note } = card;
  return {
    ...card,
    title: shorten(title, longestTitle),
    ...(variantTitle === undefined ? {} : { variantTitle: shorten(variantTitle, longestDetail) }),
    ...(vendor === undefined ? {} : { vendor: shorten(vendor, longestDetail) }),
    ...(note === undefined ? {} : { note: shorten(note, longestDetail) }),
  };
};

const boundWord = (word: string): string => shorten(word, longestTitle);

/** What a store holds may be of any size; what a mail shows of it is not. */
export const boundContent = (content: MailContent): MailContent => {
  const { lines, suggestions, words, moreLines = 0 } = content;
  const more = Math.max(0, lines.length - mostLines) + moreLines;
  return {
    ...content,
    customer: { firstName: shorten(content.customer.firstName, longestDetail) },
    lines: lines.slice(0, mostLines).map(boundCard),
    ...(more === 0 ? {} : { moreLines: more }),
    suggestions: suggestions.slice(0, mostSuggestions).map(boundCard),
    words: Object.fromEntries(Object.entries(words).map(([name, word]) => [name, boundWord(word)])),
  };
};
