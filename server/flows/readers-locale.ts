import { isSpoken } from '../mail/templates/languages.ts';

const isLocale = (locale: string): boolean => {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
};

/** The reader's, if mails are written in it; a price as Japanese people write it helps nobody in an English mail. */
export const readersLocale = (own: string | undefined, shops: string): string =>
  own !== undefined && isSpoken(own) && isLocale(own) ? own : shops;
