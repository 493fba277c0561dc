import { Liquid } from 'liquidjs';

/** Limits are checked between nodes only, so what loops inside a filter (`where_exp` and its like) is taken out. */
const safeLiquid = (outputEscape: 'escape' | undefined): Liquid => {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: false,
    lenientIf: true,
    ownPropertyOnly: true,
    ...(outputEscape === undefined ? {} : { outputEscape }),
    templates: {},
    relativeReference: false,
    cache: false,
    parseLimit: 100_000,
    renderLimit: 200,
    memoryLimit: 2_000_000,
  });
  for (const name of Object.keys(engine.filters))
    if (name.endsWith('_exp')) Reflect.deleteProperty(engine.filters, name);
  return engine;
};

/** Every output is HTML-escaped; `raw` opts out. */
export const htmlLiquid = safeLiquid('escape');
/** For subjects and text parts. */
export const textLiquid = safeLiquid(undefined);

export const isRenderLimit = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('template render limit exceeded');
