import type { ProductTimingDetailView } from '../../../../server/flows/timing/timing.contract.ts';

type Points = ProductTimingDetailView['curve'];

export interface CurveSize {
  readonly width: number;
  readonly height: number;
}

export interface CurvePaths {
  readonly line: string;
  /** Between the bounds of 95 %. */
  readonly band: string;
  readonly lastDay: number;
  /** Share at the top. */
  readonly top: number;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The next tenth above: the axis ends on a round share. */
const topOf = (points: Points): number =>
  Math.min(1, Math.max(0.1, Math.ceil(Math.max(...points.map(({ high }) => high)) * 10) / 10));

/** A share that holds until the next point: a staircase, not a slope. Undefined with less than two points. */
export const curvePaths = (points: Points, { width, height }: CurveSize): CurvePaths | undefined => {
  const lastDay = points.at(-1)?.days ?? 0;
  if (points.length < 2 || lastDay <= 0) return undefined;
  const top = topOf(points);
  const x = (days: number): string => round((days / lastDay) * width);
  const y = (share: number): string => round(height - (Math.min(share, top) / top) * height);
  const stairs = (of: 'share' | 'low' | 'high'): string =>
    points.map((point) => `H${x(point.days)}V${y(point[of])}`).join('');
  const returning = points
    .toReversed()
    .map((point) => `V${y(point.low)}H${x(point.days)}`)
    .join('');
  return {
    line: `M0 ${round(height)}${stairs('share')}`,
    band: `M0 ${round(height)}${stairs('high')}${returning}Z`,
    lastDay,
    top,
  };
};
