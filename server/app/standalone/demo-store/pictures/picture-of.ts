import type { Family } from '../catalogue/item.ts';
import { blades, bottle, brush, dropper, jar, razor, soap } from './bath-drawings.ts';
import type { Drawing } from './bath-drawings.ts';
import { camera, candle, cap, film, reeds, socks, tee, tripod } from './home-drawings.ts';
import { coffee, dripper, filters, mug, tin, tote, towel } from './kitchen-drawings.ts';
import { palettes } from './palette.ts';
import type { CatalogueItem } from '../catalogue/item.ts';

const drawings: Readonly<Record<Family, Drawing>> = {
  soap,
  bottle,
  jar,
  dropper,
  candle,
  reeds,
  coffee,
  filters,
  dripper,
  mug,
  tin,
  tee,
  socks,
  towel,
  tote,
  razor,
  blades,
  brush,
  camera,
  cap,
  tripod,
  film,
};

/** A drawing of the product on a ground of its own tint, 800 × 800. */
export const pictureOf = (item: CatalogueItem): string => {
  const palette = palettes[item.tint];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="800" height="800" role="img">
<rect width="400" height="400" fill="${palette.ground}"/><circle cx="200" cy="186" r="148" fill="${palette.glow}"/>
<ellipse cx="200" cy="326" rx="112" ry="13" fill="${palette.dark}" opacity=".18"/>${drawings[item.family](palette)}
</svg>`;
};
