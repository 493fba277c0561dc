import { de } from './words/de.ts';
import { el } from './words/el.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import type { LeavingWords } from './words/leaving-words.ts';
import { zhHans } from './words/zh-hans.ts';

/** A language the pages speak; `tag` is what `lang` says and dates are written in. */
export interface Language {
  readonly tag: string;
  readonly words: LeavingWords;
}

const english: Language = { tag: 'en', words: en };

export const languages: readonly Language[] = [
  english,
  { tag: 'de', words: de },
  { tag: 'fr', words: fr },
  { tag: 'es', words: es },
  { tag: 'el', words: el },
  { tag: 'zh-Hans', words: zhHans },
];

/** Traditional characters are another script: who reads those is better served in English. */
const isTraditional = (tag: string): boolean => /^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag);

const languageOf = (tag: string): Language | undefined => {
  if (isTraditional(tag)) return undefined;
  const [primary = ''] = tag.toLowerCase().split(/[-_]/);
  return languages.find((each) => each.tag.toLowerCase().split('-', 1)[0] === primary);
};

/** `de-AT,de;q=0.9,en;q=0.5` → the tags, wanted most first. */
const tagsOf = (acceptLanguage: string): readonly string[] =>
  acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/\s*;\s*q=/);
      return { tag, weight: Number(weight ?? 1) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);

/** What the person speaks by the shop's record, else what their browser asks for, else what the shop speaks, else English. */
export const chooseLanguage = (
  contact: string | undefined,
  acceptLanguage: string | undefined,
  shop?: string,
): Language => {
  for (const tag of [contact, ...tagsOf(acceptLanguage ?? ''), shop]) {
    const found = tag === undefined ? undefined : languageOf(tag);
    if (found !== undefined) return found;
  }
  return english;
};
