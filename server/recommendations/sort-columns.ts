import { at, raise } from './survival.ts';

/** Where the rows of each key start once they are sorted by it; one more for the end. */
export const startsOf = (rows: Int32Array, keyOf: ArrayLike<number>, keys: number): Int32Array => {
  const starts = new Int32Array(keys + 1);
  for (const row of rows) raise(starts, at(keyOf, row) + 1, 1);
  for (let key = 0; key < keys; key += 1) raise(starts, key + 1, at(starts, key));
  return starts;
};

/** One stable counting pass: `rows` by a key from 0 to `keys` - 1. */
export const sortedBy = (rows: Int32Array, keyOf: ArrayLike<number>, keys: number): Int32Array => {
  const starts = startsOf(rows, keyOf, keys);
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const key = at(keyOf, row);
    const place = at(starts, key);
    starts[key] = place + 1;
    sorted[place] = row;
  }
  return sorted;
};

/** Rows 0 to `size` - 1 by time. */
export const rowsByTime = (times: ArrayLike<number>, size: number): Int32Array =>
  Int32Array.from({ length: size }, (_, row) => row).toSorted((a, b) => at(times, a) - at(times, b));
