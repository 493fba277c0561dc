import type { ReactElement } from 'react';
import { Hidden } from './words.tsx';
import './bars.css';

interface Bar {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** The value as it is shown. */
  readonly words: string;
}

interface BarsProps {
  /** What it shows, for people who don't see it. */
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** A bar for each of a dozen things, the tallest as tall as there is room; the figures stand in a table behind it. */
export const Bars = ({ label, bars }: BarsProps): ReactElement => {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <figure className="enc-bars">
      <Hidden>{label}</Hidden>
      <svg viewBox={`0 0 ${bars.length * 10} 100`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ id, value }, index) => (
          <rect
            key={id}
            x={index * 10 + 2}
            width="6"
            y={100 - (value / most) * 100}
            height={(value / most) * 100}
            fill="var(--p-color-bg-fill-emphasis)"
          />
        ))}
      </svg>
      <div aria-hidden="true">
        {bars.map(({ id, name, words }) => (
          <span key={id}>
            <strong>{words}</strong>
            {name}
          </span>
        ))}
      </div>
    </figure>
  );
};
