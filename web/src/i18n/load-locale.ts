/** One line a language; English is in the first load, so that something can always be shown. */
const loaders = new Map<string, () => Promise<{ readonly default: object }>>();

/** The languages the admin speaks, best first for `wanted` (BCP 47). */
export const chooseLanguage = (wanted: string): string => {
  const [base = 'en'] = wanted.split('-');
  return [wanted, base].find((language) => loaders.has(language)) ?? 'en';
};

export const loadLocale = async (language: string): Promise<object | undefined> => {
  const load = loaders.get(language);
  return load && (await load()).default;
};
