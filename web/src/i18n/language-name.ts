const nameOf = (type: 'language' | 'region', code: string, language: string): string => {
  try {
    return new Intl.DisplayNames([language], { type }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** "German", "Canadian French"; a tag that is none is shown as it is. */
export const languageName = (tag: string, language: string): string => nameOf('language', tag, language);

/** "Germany" for `DE`; a code that is none is shown as it is. */
export const countryName = (code: string, language: string): string => nameOf('region', code, language);
