import type { ReactElement } from 'react';
import { Hidden } from './words.tsx';

interface SparklineProps {
  readonly values: readonly number[];
  /** What it shows, for people who don't see it. */
  readonly label: string;
}

const height = 28;
const stride = 4;

/** One path: a chart library would weigh more than the list. */
export const Sparkline = ({ values, label }: SparklineProps): ReactElement => {
  const most = Math.max(1, ...values);
  const points = values.map((value, index) => {
    const y = height - 2 - (value / most) * (height - 4);
    return `${index * stride},${y.toFixed(1)}`;
  });
  const width = Math.max(stride, (values.length - 1) * stride);
  return (
    <span className="enc-sparkline">
      <Hidden>{label}</Hidden>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="var(--p-color-border-emphasis)"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
};
