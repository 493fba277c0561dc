import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json' with { type: 'json' };
import { chooseLanguage, loadLocale } from './load-locale.ts';

/** React escapes what it shows, so i18next must not do it again. */
export const startI18n = async (wanted: string): Promise<i18n> => {
  const language = chooseLanguage(wanted);
  const further = await loadLocale(language);
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, ...(further && { [language]: { translation: further } }) },
  });
  return instance;
};
