import { splitLiquid } from './liquid/split-liquid.ts';

const special = /["&'<>]/;
const entities: Readonly<Record<string, string>> = {
  '"': '&#34;',
  '&': '&amp;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

/** For text and attribute values alike. Most words hold nothing to escape, and looking is cheaper than replacing. */
export const escapeHtml = (text: string): string =>
  special.test(text) ? text.replaceAll(/["&'<>]/g, (sign) => entities[sign] ?? '') : text;

/** Escapes the words of a Liquid source and leaves its marks as they are. */
export const escapeAroundLiquid = (source: string): string =>
  splitLiquid(source)
    .map((part, index) => (index % 2 === 1 ? part : escapeHtml(part)))
    .join('');

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  apos: "'",
};

const codePoint = (code: string): string =>
  String.fromCodePoint(/^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10));

const decode = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d{1,6}|x[\da-f]{1,5})|([a-z]{2,4}));/gi,
    (whole, code: string | undefined, name: string) =>
      code === undefined ? (named[name.toLowerCase()] ?? whole) : codePoint(code),
  );

/** Editors turn `{% if a > 1 %}` into `a &gt; 1`: undone between Liquid's marks, and only there. */
export const decodeInsideLiquid = (html: string): string =>
  splitLiquid(html)
    .map((part, index) => (index % 2 === 1 ? decode(part) : part))
    .join('');

/** For text parts: the entities of the words become their signs. */
export const decodeAroundLiquid = (html: string): string =>
  splitLiquid(html)
    .map((part, index) => (index % 2 === 1 ? part : decode(part)))
    .join('');
