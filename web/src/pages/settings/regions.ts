/** What ISO 3166 or CLDR names and nobody lives in: unions, outlying parts and stand-ins. */
const noCountry = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const pairs = letters.flatMap((first) => letters.map((second) => `${first}${second}`));

const isCurrent = (code: string): boolean =>
  !noCountry.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

export interface Region {
  readonly code: string;
  readonly name: string;
}

/** Every country that the browser has a name for, by name in `language`. */
export const regionsIn = (language: string): readonly Region[] => {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const collator = new Intl.Collator(language);
  return pairs
    .filter(isCurrent)
    .flatMap((code) => {
      const name = names.of(code);
      return name === undefined ? [] : [{ code, name }];
    })
    .toSorted((a, b) => collator.compare(a.name, b.name));
};
