import type { CurvePoint, ReorderModel } from '../../../../recommendations/reorder-model.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

const size = { width: 320, height: 150, left: 34, right: 8, top: 8, bottom: 24 } as const;

interface Scale {
  readonly x: (days: number) => number;
  readonly y: (share: number) => number;
  readonly days: number;
  readonly share: number;
}

/** Up to the last point with a narrow enough band, or three times the median, so that a long thin tail doesn't squeeze the rest. */
const scaleOf = (points: readonly CurvePoint[], p75: number | null): Scale => {
  const last = points.at(-1)?.days ?? 1;
  const days = Math.max(1, Math.min(last, (p75 ?? last) * 3));
  const highest = Math.max(0.05, ...points.filter((point) => point.days <= days).map(({ high }) => high));
  const share = Math.min(1, Math.ceil(highest * 10) / 10);
  const wide = size.width - size.left - size.right;
  const tall = size.height - size.top - size.bottom;
  return {
    days,
    share,
    x: (at) => size.left + (Math.min(at, days) / days) * wide,
    y: (at) => size.top + (1 - Math.min(at, share) / share) * tall,
  };
};

const place = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** Stairs: the estimate changes only where somebody bought. */
const stairs = (
  points: readonly CurvePoint[],
  scale: Scale,
  valueOf: (point: CurvePoint) => number,
): readonly string[] =>
  points
    .filter(({ days }) => days <= scale.days)
    .flatMap((point, index, shown) => {
      const before = shown[index - 1];
      const here = place(scale.x(point.days), scale.y(valueOf(point)));
      return before === undefined ? [here] : [place(scale.x(point.days), scale.y(valueOf(before))), here];
    });

const markOf = (days: number | null, scale: Scale, name: string): Markup =>
  days === null || days > scale.days
    ? html``
    : html`<line
        class="${name}"
        x1="${scale.x(days)}"
        x2="${scale.x(days)}"
        y1="${size.top}"
        y2="${size.height - size.bottom}"
      />`;

const axisOf = (scale: Scale): Markup => {
  const bottom = size.height - size.bottom;
  const ticks = [0, 0.5, 1].map((part) => Math.round(part * scale.days));
  return html`<line
      class="axis"
      x1="${size.left}"
      x2="${size.width - size.right}"
      y1="${bottom}"
      y2="${bottom}"
    />
    ${ticks.map((days, index) => html`<text x="${scale.x(days)}" y="${bottom + 15}" text-anchor="${['start', 'middle', 'end'][index] ?? 'middle'}">${days} d</text>`)}
    ${[0, scale.share].map((share) => html`<text x="${size.left - 5}" y="${scale.y(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>`)}`;
};

/** Share of buyers who have bought again by a day, as stairs in their 95 % band, with quartile marks. */
export const curveSvg = (
  title: string,
  points: readonly CurvePoint[],
  { p25, p50, p75 }: Pick<ReorderModel, 'p25' | 'p50' | 'p75'>,
): Markup => {
  const scale = scaleOf(points, p75);
  const band = [
    ...stairs(points, scale, ({ high }) => high),
    ...stairs(points, scale, ({ low }) => low).toReversed(),
  ];
  return html`<svg
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="Share of buyers of ${title} who bought it again, by days"
  >
    ${axisOf(scale)}
    <polygon class="band" points="${band.join(' ')}" />
    ${markOf(p25, scale, 'quartile')}${markOf(p50, scale, 'median')}${markOf(p75, scale, 'quartile')}
    <polyline class="curve" points="${stairs(points, scale, ({ share }) => share).join(' ')}" />
  </svg>`;
};
