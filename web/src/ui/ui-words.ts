import type { AppProviderProps } from '@shopify/polaris';
import en from '@shopify/polaris/locales/en.json' with { type: 'json' };
import type { AdminLanguage } from '../../../server/shop/admin-language.contract.ts';

type UiWords = Exclude<AppProviderProps['i18n'], readonly unknown[]>;
type Further = Exclude<AdminLanguage, 'en'>;

/** What Polaris says by itself: "Clear", "More actions", "Loading". */
const loaders: Readonly<Record<Further, () => Promise<{ readonly default: UiWords }>>> = {
  de: () => import('@shopify/polaris/locales/de.json', { with: { type: 'json' } }),
  fr: () => import('@shopify/polaris/locales/fr.json', { with: { type: 'json' } }),
  es: () => import('@shopify/polaris/locales/es.json', { with: { type: 'json' } }),
  'zh-Hans': () => import('@shopify/polaris/locales/zh-CN.json', { with: { type: 'json' } }),
};

const loaded = new Map<string, UiWords>();

export const loadUiWords = async (language: Further): Promise<void> => {
  if (!loaded.has(language)) loaded.set(language, (await loaders[language]()).default);
};

/** English until others were loaded; what a language has no word for is English, too. */
export const uiWordsOf = (language: string | undefined): UiWords[] => {
  const words = loaded.get(language ?? 'en');
  return words === undefined ? [en] : [words, en];
};
