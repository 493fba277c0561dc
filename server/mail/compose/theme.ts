import type { Shop } from '../../shop/shop.ts';

/** What is baked into compiled HTML; all else is Liquid's. Values are safe to stand in MJML attributes and CSS. */
export interface Theme {
  readonly color: string;
  /** Readable on `color`. */
  readonly onColor: string;
  readonly fontFamily: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

const plainColor = '#1f2937';
const plainFont = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) =>
    value <= 0.039_28 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** White while it has a contrast of 3.5 : 1 at least. */
const readableOn = (color: string): string =>
  1.05 / (luminance(color) + 0.05) >= 3.5 ? '#ffffff' : '#111111';

export const themeOf = (shop: Shop): Theme => {
  const color = /^#[0-9a-f]{6}$/i.test(shop.theme.color) ? shop.theme.color : plainColor;
  const font = shop.theme.fontFamily.replaceAll(/[^\p{L}\p{N} ,'-]/gu, '').trim();
  const lang = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(shop.locale) ? shop.locale : 'en';
  const dir = rightToLeft.has(lang.slice(0, 2).toLowerCase()) ? 'rtl' : 'ltr';
  return {
    color,
    onColor: readableOn(color),
    fontFamily: font === '' ? plainFont : `${font}, ${plainFont}`,
    lang,
    dir,
  };
};
