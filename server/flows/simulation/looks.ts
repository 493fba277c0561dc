import type { Journal } from './journal-line.ts';

/** Work is left until a worker looked, but not for ever: what nobody looked at then is looked at when it is due. */
const patienceMs = 7 * 3_600_000;

const firstFrom = (times: readonly number[], atMs: number): number | undefined => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  return times[low];
};

/** When what is due at `atMs` is looked at. */
export type LookAfter = (atMs: number) => number;

/**
 * Workers can be late: they were busy, down, or the demo's clock was wound in strides. What they then decided depends on
 * when they looked, so a replay of what happened looks when they did. Of another program nobody knows; it is on time.
 */
export const createLookAfter = ({ lines }: Pick<Journal, 'lines'>, asItWas: boolean): LookAfter => {
  const times = asItWas
    ? lines.flatMap((line) => (line.kind === 'look' ? [line.at.getTime()] : [])).toSorted((a, b) => a - b)
    : [];
  return (atMs) => {
    const look = firstFrom(times, atMs);
    return look === undefined || look - atMs > patienceMs ? atMs : look;
  };
};
