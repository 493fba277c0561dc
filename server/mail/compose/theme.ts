import { z } from 'zod';
import type { Shop } from '../../shop/shop.ts';
import { webAddress } from '../links/links.ts';
import { directionOf, frameOf } from '../templates/languages.ts';
import { frameWordsSchema } from '../templates/mail-words.ts';
import { luminance, readableOn } from './contrast.ts';
import { withoutMarks } from './compiled-mail.ts';
import type { OwnTheme } from './mail-template.ts';

/** What every template of a shop inherits, baked into compiled mails. Values are safe in MJML attributes and CSS. */
export const themeSchema = z.strictObject({
  shopName: z.string(),
  shopUrl: z.string(),
  logoUrl: z.string().optional(),
  postalAddress: z.string(),
  color: z.string(),
  /** Readable on `color`. */
  onColor: z.string(),
  background: z.string(),
  fontFamily: z.string(),
  headingFontFamily: z.string(),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  frame: frameWordsSchema,
});
export type Theme = Readonly<z.infer<typeof themeSchema>>;

/** What the words of every mail are printed in. */
export const mailInk = { plain: '#1c1c1a', quiet: '#6d6d68' } as const;

const plainColor = '#1f2937';
const plainBackground = '#f3f3f0';
const plainFont = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";

const safeColor = (color: string | undefined, otherwise: string): string =>
  color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : otherwise;

const safeFont = (family: string | undefined, otherwise: string): string => {
  const font = (family ?? '').replaceAll(/[^\p{L}\p{N} ,'-]/gu, '').trim();
  return font === '' ? otherwise : `${font}, ${plainFont}`;
};

/** A page colour so dark that the ink on it could not be read is no page colour. */
export const pageOf = (color: string | undefined): string => {
  const asked = safeColor(color, plainBackground);
  return luminance(asked) > 0.5 ? asked : plainBackground;
};

export const themeOf = (
  { name, url, postalAddress, theme: inherited }: Shop,
  language: string,
  own: OwnTheme = {},
): Theme => {
  const theme = { ...inherited, ...own };
  const color = safeColor(theme.color, plainColor);
  const fontFamily = safeFont(theme.fontFamily, plainFont);
  return {
    shopName: withoutMarks(name),
    shopUrl: webAddress(url) ?? 'https://invalid.invalid/',
    logoUrl: theme.logoUrl === undefined ? undefined : webAddress(theme.logoUrl),
    postalAddress: withoutMarks(postalAddress),
    color,
    onColor: readableOn(color),
    background: pageOf(theme.backgroundColor),
    fontFamily,
    headingFontFamily: safeFont(theme.headingFontFamily, fontFamily),
    language,
    direction: directionOf(language),
    frame: frameOf(language),
  };
};
