import type { AdminLanguage } from '../../../server/shop/admin-language.contract.ts';

/** One line a language; each is fetched when it is wanted. */
const loaders: Readonly<Record<AdminLanguage, () => Promise<{ readonly default: object }>>> = {
  en: () => import('../locales/en.json', { with: { type: 'json' } }),
  de: () => import('../locales/de.json', { with: { type: 'json' } }),
  fr: () => import('../locales/fr.json', { with: { type: 'json' } }),
  es: () => import('../locales/es.json', { with: { type: 'json' } }),
  'zh-Hans': () => import('../locales/zh-hans.json', { with: { type: 'json' } }),
};

export const loadLocale = async (language: AdminLanguage): Promise<object> =>
  (await loaders[language]()).default;
