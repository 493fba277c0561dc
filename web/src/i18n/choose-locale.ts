import type { AdminLanguage } from '../../../server/shop/admin-language.contract.ts';

/** What is spoken, and how dates, numbers and money are written in it: words of `fr`, figures of `fr-CA`. */
export interface ChosenLocale {
  readonly language: AdminLanguage;
  readonly locale: string;
}

const byCode: ReadonlyMap<string, AdminLanguage> = new Map([
  ['en', 'en'],
  ['de', 'de'],
  ['fr', 'fr'],
  ['es', 'es'],
  ['zh', 'zh-Hans'],
]);

const parse = (tag: string): Intl.Locale | undefined => {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
};

/** Traditional characters are another script: who reads those is better served in English, as in mails. */
const languageOf = (locale: Intl.Locale): AdminLanguage | undefined =>
  locale.language === 'zh' && locale.maximize().script !== 'Hans' ? undefined : byCode.get(locale.language);

const localeIn = (language: AdminLanguage, region: string | undefined): string =>
  region === undefined ? language : `${language}-${region}`;

/** The first of these tags that we speak, wanted most first; English when there is none. */
export const chooseLocale = (wanted: readonly string[]): ChosenLocale => {
  for (const tag of wanted) {
    const parsed = parse(tag);
    const language = parsed && languageOf(parsed);
    if (parsed && language) return { language, locale: localeIn(language, parsed.region) };
  }
  return { language: 'en', locale: 'en' };
};

/** The shop's choice wins; a person of the same language keeps their country's way with figures. */
export const localeFor = (setting: string | undefined, persons: readonly string[]): ChosenLocale => {
  const own = chooseLocale(persons);
  if (setting === undefined) return own;
  const set = chooseLocale([setting]);
  return set.language === own.language ? own : set;
};
