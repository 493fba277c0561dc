import type { ReactElement } from 'react';
import { Hidden } from './words.tsx';

interface CurveProps {
  /** What it shows, for people who don't see it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly line: string;
  readonly band: string;
  readonly axis: { readonly top: string; readonly end: string };
}

/** One line with its band, drawn by us: a chart library would weigh more than the admin. */
export const Curve = ({ label, width, height, line, band, axis }: CurveProps): ReactElement => (
  <figure className="enc-curve">
    <Hidden>{label}</Hidden>
    <span aria-hidden="true">{axis.top}</span>
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={band} fill="var(--p-color-bg-fill-info)" opacity="0.35" />
      <path
        d={line}
        fill="none"
        stroke="var(--p-color-border-emphasis)"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
    <span aria-hidden="true">{axis.end}</span>
  </figure>
);
