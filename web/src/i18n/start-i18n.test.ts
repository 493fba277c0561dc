import { describe, expect, it } from '@jest/globals';
import { chooseLocale } from './choose-locale.ts';
import { countryName, languageName } from './language-name.ts';
import { pageWords } from './page-words.ts';
import { speak, startI18n } from './start-i18n.ts';

describe('the words of the screens', () => {
  it.each([
    ['en-GB', 'Flows', 'en-GB'],
    ['de-AT', 'Einstellungen', 'de-AT'],
    ['fr-CA', 'Paramètres', 'fr-CA'],
    ['es', 'Configuración', 'es'],
    ['zh-CN', '设置', 'zh-Hans-CN'],
  ])('are there in %s, and the document says so', async (wanted, word, locale) => {
    const i18n = await startI18n(chooseLocale([wanted]));

    expect([i18n.t('nav.settings'), i18n.t('nav.flows')]).toContain(word);
    expect([i18n.language, document.documentElement.lang]).toEqual([locale, locale]);
    expect(document.documentElement.dir).toBe('ltr');
  });

  it('of the frame are there at once in English, those of the pages a moment later', async () => {
    const i18n = await startI18n();
    const frame = i18n.t('nav.contacts');
    await pageWords();

    expect([frame, i18n.t('form.save')]).toEqual(['Contacts', 'Save']);
  });

  it('change while the screens are open, and back', async () => {
    const i18n = await startI18n();

    await speak(i18n, chooseLocale(['de']));
    const german = i18n.t('form.save');
    await speak(i18n, chooseLocale(['en']));

    expect([german, i18n.t('form.save')]).toEqual(['Speichern', 'Save']);
    expect(document.documentElement.lang).toBe('en');
  });
});

describe('languageName', () => {
  it.each([
    ['de', 'en', 'German'],
    ['fr-CA', 'de', 'Französisch (Kanada)'],
    ['no tag', 'en', 'no tag'],
  ])('calls %s in %s %s', (tag, language, name) => {
    expect(languageName(tag, language)).toBe(name);
  });
});

describe('countryName', () => {
  it.each([
    ['DE', 'fr', 'Allemagne'],
    ['JP', 'zh-Hans', '日本'],
    ['nowhere', 'en', 'nowhere'],
  ])('calls %s in %s %s', (code, language, name) => {
    expect(countryName(code, language)).toBe(name);
  });
});
