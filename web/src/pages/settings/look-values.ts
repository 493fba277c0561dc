import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';

/** As the fields hold it: empty is none of its own. */
export interface Look {
  readonly logoUrl: string;
  readonly color: string;
  readonly backgroundColor: string;
  readonly fontFamily: string;
  readonly headingFontFamily: string;
  readonly postalAddress: string;
}

/** Fonts that nearly every device has, with what stands in for each. */
export const webSafeFonts = [
  'Helvetica, Arial, sans-serif',
  'Arial, sans-serif',
  'Verdana, sans-serif',
  'Tahoma, sans-serif',
  "'Trebuchet MS', sans-serif",
  'Georgia, serif',
  "'Times New Roman', Times, serif",
  "'Palatino Linotype', Palatino, serif",
  "'Courier New', Courier, monospace",
] as const;

/** The first of its families, as people call it. */
export const fontName = (family: string): string =>
  (family.split(',')[0] ?? family).replaceAll(/['"]/g, '').trim();

/** The shop may have a font of its own from elsewhere: it stays one of the choices. */
export const fontsWith = (family: string): readonly string[] =>
  family === '' || webSafeFonts.some((font) => font === family) ? webSafeFonts : [family, ...webSafeFonts];

export const lookOf = ({ theme, postalAddress }: SettingsView): Look => ({
  logoUrl: theme.logoUrl ?? '',
  color: theme.color,
  backgroundColor: theme.backgroundColor ?? '',
  fontFamily: theme.fontFamily,
  headingFontFamily: theme.headingFontFamily ?? '',
  postalAddress,
});

const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const isLogo = (text: string): boolean =>
  text.length <= 2000 && /^https?:\/\//i.test(text) && URL.canParse(text);

export const isPostalAddress = (text: string): boolean => text.trim() !== '' && text.length <= 300;

/** Each field that can't be saved, as the server would say. */
export const wrongIn = (look: Look): readonly (keyof Look)[] => [
  ...(look.logoUrl === '' || isLogo(look.logoUrl) ? [] : (['logoUrl'] as const)),
  ...(isColor(look.color) ? [] : (['color'] as const)),
  ...(look.backgroundColor === '' || isColor(look.backgroundColor) ? [] : (['backgroundColor'] as const)),
  ...(isPostalAddress(look.postalAddress) ? [] : (['postalAddress'] as const)),
];

const orNull = (text: string): string | null => (text === '' ? null : text);

export const themeOf = (look: Look): NonNullable<SettingsChange['theme']> => ({
  logoUrl: orNull(look.logoUrl),
  color: look.color,
  fontFamily: look.fontFamily,
  headingFontFamily: orNull(look.headingFontFamily),
  backgroundColor: orNull(look.backgroundColor),
});
