/** Rows 0 to `size` - 1 as they stand. */
export const allRows = (size: number): Int32Array => {
  const rows = new Int32Array(size);
  for (let row = 0; row < size; row += 1) rows[row] = row;
  return rows;
};

/** Where the rows of each key start once they are sorted by it; one more for the end. */
export const startsOf = (rows: Int32Array, keyOf: Int32Array, keys: number): Int32Array => {
  const starts = new Int32Array(keys + 1);
  for (let place = 0; place < rows.length; place += 1) {
    const key = keyOf[rows[place] ?? 0] ?? 0;
    starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  return starts;
};

/** One stable counting pass: `rows` by a key from 0 to `keys` - 1. */
export const sortedBy = (rows: Int32Array, keyOf: Int32Array, keys: number): Int32Array => {
  const starts = startsOf(rows, keyOf, keys);
  const sorted = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const key = keyOf[row] ?? 0;
    const target = starts[key] ?? 0;
    starts[key] = target + 1;
    sorted[target] = row;
  }
  return sorted;
};

const digits = 1 << 12;

const extremesOf = (times: Float64Array): readonly [number, number] => {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < times.length; row += 1) {
    const time = times[row] ?? 0;
    if (time < least) least = time;
    if (time > most) most = time;
  }
  return [least, most];
};

/**
 * Rows by time, in whole milliseconds; equal ones as they stood. Counting passes over the digits of what is above the earliest: three
 * for a year, and no comparison.
 */
export const rowsByTime = (times: Float64Array): Int32Array => {
  const [least, most] = extremesOf(times);
  const digit = new Int32Array(times.length);
  let rows: Int32Array = allRows(times.length);
  for (let unit = 1; unit <= most - least; unit *= digits) {
    for (let row = 0; row < times.length; row += 1) {
      const rest = Math.floor(((times[row] ?? 0) - least) / unit);
      digit[row] = rest - Math.floor(rest / digits) * digits;
    }
    rows = sortedBy(rows, digit, digits);
  }
  return rows;
};
