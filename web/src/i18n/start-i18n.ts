import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json' with { type: 'json' };
import { loadUiWords } from '../ui/ui-words.ts';
import type { ChosenLocale } from './choose-locale.ts';
import { loadLocale } from './load-locale.ts';

const english: ChosenLocale = { language: 'en', locale: 'en' };

const loadWords = async (instance: i18n, { language }: ChosenLocale): Promise<void> => {
  if (language === 'en' || instance.hasResourceBundle(language, 'translation')) return;
  const [words] = await Promise.all([loadLocale(language), loadUiWords(language)]);
  instance.addResourceBundle(language, 'translation', words);
};

const tellDocument = ({ language, dir }: i18n): void => {
  document.documentElement.lang = language;
  document.documentElement.dir = dir(language);
};

/** Words first, then the change, so that nothing is ever shown in two languages. Without them all stays as it is. */
export const speak = async (instance: i18n, chosen: ChosenLocale): Promise<void> => {
  await loadWords(instance, chosen);
  await instance.changeLanguage(chosen.locale);
  tellDocument(instance);
};

/** React escapes what it shows, so i18next must not do it again. */
export const startI18n = async (chosen: ChosenLocale = english): Promise<i18n> => {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: en } },
  });
  // A language that can't be fetched is no reason to show nothing.
  await speak(instance, chosen).catch(() => speak(instance, english));
  return instance;
};
