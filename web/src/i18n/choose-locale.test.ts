import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseLocale, localeFor } from './choose-locale.ts';

describe('chooseLocale', () => {
  it.each([
    ['de', 'de', 'de'],
    ['de-AT', 'de', 'de-AT'],
    ['fr-CA', 'fr', 'fr-CA'],
    ['fr_CA', 'fr', 'fr-CA'],
    ['es-419', 'es', 'es-419'],
    ['en-GB', 'en', 'en-GB'],
    ['zh-CN', 'zh-Hans', 'zh-Hans-CN'],
    ['zh-SG', 'zh-Hans', 'zh-Hans-SG'],
    ['zh-Hans-HK', 'zh-Hans', 'zh-Hans-HK'],
    ['zh', 'zh-Hans', 'zh-Hans'],
    ['zh-TW', 'en', 'en'],
    ['zh-Hant', 'en', 'en'],
    ['zh-HK', 'en', 'en'],
    ['pt-BR', 'en', 'en'],
    ['not a tag', 'en', 'en'],
    ['', 'en', 'en'],
  ])('of %j speaks %s and writes figures as %s', (wanted, language, locale) => {
    expect(chooseLocale([wanted])).toEqual({ language, locale });
  });

  it('takes the first that is spoken', () => {
    expect(chooseLocale(['pt-BR', 'es-MX', 'de']).locale).toBe('es-MX');
  });

  it('of anything is something that Intl can write in', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), (wanted) => {
        const { locale } = chooseLocale(wanted);

        expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
      }),
    );
  });
});

describe('localeFor', () => {
  it.each([
    [undefined, ['fr-CA'], 'fr-CA'],
    ['de', ['fr-CA', 'de-CH'], 'de'],
    ['de', ['de-CH', 'en'], 'de-CH'],
    ['en', ['zh-TW'], 'en'],
    ['zh-Hans', ['zh-CN'], 'zh-Hans-CN'],
  ])('where the shop has set %s and the person speaks %j is %s', (setting, persons, locale) => {
    expect(localeFor(setting, persons).locale).toBe(locale);
  });
});
