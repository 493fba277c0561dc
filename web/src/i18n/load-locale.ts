import type { AdminLanguage } from '../../../server/shop/admin-language.contract.ts';

/** One line a language; English is in the first load, so that something can always be shown. */
const loaders: Readonly<Record<Exclude<AdminLanguage, 'en'>, () => Promise<{ readonly default: object }>>> = {
  de: () => import('../locales/de.json', { with: { type: 'json' } }),
  fr: () => import('../locales/fr.json', { with: { type: 'json' } }),
  es: () => import('../locales/es.json', { with: { type: 'json' } }),
  'zh-Hans': () => import('../locales/zh-hans.json', { with: { type: 'json' } }),
};

export const loadLocale = async (language: Exclude<AdminLanguage, 'en'>): Promise<object> =>
  (await loaders[language]()).default;
