import { z } from 'zod';

/** As CSS writes it: `#rrggbb`. */
export const lookColor = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected #rrggbb');
/** A CSS list of families, the wanted one first; what no device has falls through to the next. */
const lookFont = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[\p{L}\p{N} ,'-]+$/u, 'must be names of fonts with commas between them');
/** Where the picture lies; it is fetched by whoever opens a mail. */
export const lookLogo = z.url({ protocol: /^https?$/ }).max(2_000);

/** How the mails of a shop look. Null is what Encore would choose: the shop's name, the font of the text, a warm grey. */
export const shopThemeSchema = z
  .strictObject({
    logoUrl: lookLogo.nullable(),
    /** Of buttons; the words on them are white or black, whichever can be read. */
    color: lookColor,
    fontFamily: lookFont,
    headingFontFamily: lookFont.nullable(),
    /** Behind the card of a mail. */
    backgroundColor: lookColor.nullable(),
  })
  .meta({ id: 'ShopTheme' });

/** One line, under every mail: the law wants it. */
export const postalAddressSchema = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}*$/u, 'must be one line')
  .refine((text) => text.isWellFormed(), 'must be Unicode text');
