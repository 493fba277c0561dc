import { Liquid } from 'liquidjs';
import { escapeHtml } from '../escape-html.ts';

/** What cannot print unescaped, name a file, loop inside a filter or come out otherwise the second time. */
export const allowedTags: ReadonlySet<string> = new Set([
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  'continue',
  'decrement',
  'for',
  'if',
  'increment',
  'unless',
]);

export const allowedFilters: ReadonlySet<string> = new Set(
  `abs append at_least at_most capitalize ceil compact concat date default divided_by downcase escape first floor join
  last lstrip map minus modulo plus prepend remove remove_first replace replace_first replace_last reverse round rstrip
  size slice sort sort_natural split strip strip_html sum times truncate truncatewords uniq upcase url_encode where`.split(
    /\s+/,
  ),
);

const printed = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(printed).join('');
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

const forget = (named: object, allowed: ReadonlySet<string>): void => {
  for (const name of Object.keys(named)) if (!allowed.has(name)) Reflect.deleteProperty(named, name);
};

const safeLiquid = (outputEscape: (value: unknown) => string): Liquid => {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: false,
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape,
    templates: {},
    relativeReference: false,
    cache: false,
    parseLimit: 50_000,
    renderLimit: 200,
    memoryLimit: 500_000,
  });
  // Every output is escaped anyway, and once is enough.
  engine.registerFilter('escape', printed);
  forget(engine.filters, allowedFilters);
  forget(engine.tags, allowedTags);
  return engine;
};

/** Every output is HTML-escaped, and nothing opts out. */
export const htmlLiquid = safeLiquid((value) => escapeHtml(printed(value)));
/** For subjects, addresses and text parts. */
export const textLiquid = safeLiquid(printed);
