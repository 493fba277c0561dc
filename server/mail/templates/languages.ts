import type { FrameWords, MailWords } from './mail-words.ts';
import { de } from './words/de.ts';
import { el } from './words/el.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ar, he } from './words/right-to-left.ts';
import { zhHans } from './words/zh-hans.ts';

/** By the BCP 47 language that mails declare. */
const written: ReadonlyMap<string, MailWords> = new Map([
  ['en', en],
  ['de', de],
  ['fr', fr],
  ['es', es],
  ['el', el],
  ['zh-Hans', zhHans],
]);

const frames: ReadonlyMap<string, FrameWords> = new Map([
  ...[...written].map(([language, { frame }]) => [language, frame] as const),
  ['ar', ar],
  ['he', he],
]);

/** Traditional characters are another script: who reads those is not served with simplified ones. */
const traditional = /^zh-(?:hant|tw|hk|mo)\b/i;

const known = (locale: string, among: ReadonlyMap<string, unknown>): string | undefined => {
  const primary = locale.slice(0, 3).toLowerCase().split('-')[0] ?? '';
  if (primary === 'zh') return traditional.test(locale) ? undefined : 'zh-Hans';
  return among.has(primary) ? primary : undefined;
};

export interface Spoken {
  readonly language: string;
  readonly words: MailWords;
}

/** Whether we write in this language. */
export const isSpoken = (locale: string): boolean => known(locale, written) !== undefined;

/** The first of these locales that we write in; English when there is none. */
export const spokenOf = (locales: readonly string[]): Spoken => {
  for (const locale of locales) {
    const language = known(locale, written);
    const words = language === undefined ? undefined : written.get(language);
    if (language !== undefined && words !== undefined) return { language, words };
  }
  return { language: 'en', words: en };
};

/** The frame around words of this language. */
export const frameOf = (language: string): FrameWords =>
  frames.get(known(language, frames) ?? 'en') ?? en.frame;

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi']);

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  rightToLeft.has(language.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
