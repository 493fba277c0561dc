import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import frame from '../locales/en-frame.json' with { type: 'json' };
import { loadUiWords } from '../ui/ui-words.ts';
import type { ChosenLocale } from './choose-locale.ts';
import { loadLocale } from './load-locale.ts';
import { setPageWords } from './page-words.ts';

const english: ChosenLocale = { language: 'en', locale: 'en' };

const loadWords = async (instance: i18n, { language }: ChosenLocale): Promise<void> => {
  const loads = [loadLocale(language), ...(language === 'en' ? [] : [loadUiWords(language)])] as const;
  const [words] = await Promise.all(loads);
  instance.addResourceBundle(language, 'translation', words, true);
};

const turnTo = async (instance: i18n, { locale }: ChosenLocale): Promise<void> => {
  await instance.changeLanguage(locale);
  document.documentElement.lang = instance.language;
  document.documentElement.dir = instance.dir();
};

/** Words first, then the change, so that nothing is ever shown in two languages. Without them all stays as it is. */
export const speak = async (instance: i18n, chosen: ChosenLocale): Promise<void> => {
  await loadWords(instance, chosen);
  await turnTo(instance, chosen);
};

/** What the frame says in English is in the first load; what the pages say comes beside the first of them. */
const speakEnglish = async (instance: i18n, chosen: ChosenLocale): Promise<void> => {
  setPageWords(loadWords(instance, chosen));
  await turnTo(instance, chosen);
};

/** React escapes what it shows, so i18next must not do it again. */
export const startI18n = async (chosen: ChosenLocale = english): Promise<i18n> => {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: frame } },
  });
  if (chosen.language === 'en') await speakEnglish(instance, chosen);
  // A language that can't be fetched is no reason to show nothing.
  else await speak(instance, chosen).catch(() => speakEnglish(instance, english));
  return instance;
};
