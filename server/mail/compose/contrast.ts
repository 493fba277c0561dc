/** All colours here are `#rrggbb`. */
const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);

/** Relative luminance as WCAG 2 defines it: 0 is black, 1 is white. */
export const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) =>
    value <= 0.039_28 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** From 1 (the same) to 21 (black and white), whichever comes first. */
export const contrastOf = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** White while it has a contrast of 3.5 : 1 at least: what brands put on their colour as long as it can be read. */
export const readableOn = (color: string): string =>
  contrastOf('#ffffff', color) >= 3.5 ? '#ffffff' : '#111111';
