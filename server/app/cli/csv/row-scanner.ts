const [lineFeed, carriageReturn, space, quote] = [0x0a, 0x0d, 0x20, 0x22];

/** One row, by the numbers of its columns. The same object every time: read it before the next row. */
export interface CsvRow {
  readonly size: () => number;
  /** Without blanks around it; empty where the row has no such cell. */
  readonly text: (column: number) => string;
  readonly isBlank: (column: number) => boolean;
}

/** A row of more bytes has an opening quote that nobody closed, or isn't one. */
const usualLongest = 1 << 24;

const unfinished = -1;
const unclosed = -2;

export interface ScannerOptions {
  readonly separator: number;
  readonly row: (row: CsvRow) => void;
  /** A quote opens a cell and is never closed: the line is left out, reading goes on with the next. */
  readonly broken: () => void;
  /** A line without end: this is no file of rows. */
  readonly endless: () => never;
  /** Bytes; 16 MiB unless told. */
  readonly longestRow?: number | undefined;
}

/** Where the cells of the row last found are; the end of one with doubled quotes is the complement (~). */
interface Cells {
  starts: Int32Array;
  ends: Int32Array;
  size: number;
}

const makeRoom = (cells: Cells): void => {
  const { starts, ends } = cells;
  cells.starts = new Int32Array(starts.length * 2);
  cells.starts.set(starts);
  cells.ends = new Int32Array(ends.length * 2);
  cells.ends.set(ends);
};

const isLineEnd = (byte: number | undefined): boolean => byte === lineFeed || byte === carriageReturn;

/** By byte: 1 where a plain cell ends. */
const endsOf = (separator: number): Uint8Array => {
  const ends = new Uint8Array(256);
  for (const byte of [separator, lineFeed, carriageReturn]) ends[byte] = 1;
  return ends;
};

interface QuotedCell {
  /** Where the text ends, as `Cells` has it. */
  readonly end: number;
  /** The separator or line end behind it; the end of the bytes. */
  readonly after: number;
}

/** What follows a closing quote is a separator, a line's end or the end of all; any other quote belongs to the text. */
const createQuoteCloser =
  (ends: Uint8Array) =>
  (bytes: Buffer, from: number, isLast: boolean): QuotedCell | undefined => {
    let isDoubled = false;
    for (let place = bytes.indexOf(quote, from); place !== -1; place = bytes.indexOf(quote, place)) {
      if (bytes[place + 1] === quote) {
        isDoubled = true;
        place += 2;
        continue;
      }
      let after = place + 1;
      while (bytes[after] === space) after += 1;
      if (after >= bytes.length && !isLast) return undefined;
      if (after >= bytes.length || ends[bytes[after] ?? 0] === 1)
        return { end: isDoubled ? ~place : place, after };
      place += 1;
    }
    return undefined;
  };

/** Finds the cells of one row after the other in whatever bytes there are (RFC 4180, and a lone CR or LF ends a row, too). */
const createRowFinder = (separator: number) => {
  const cells: Cells = { starts: new Int32Array(128), ends: new Int32Array(128), size: 0 };
  const ends = endsOf(separator);
  const closeQuote = createQuoteCloser(ends);
  const afterLine = (bytes: Buffer, place: number, isLast: boolean): number => {
    if (bytes[place] === lineFeed) return place + 1;
    if (place + 1 === bytes.length && !isLast) return unfinished;
    return bytes[place + 1] === lineFeed ? place + 2 : place + 1;
  };
  /** The place after the row, `unfinished` or `unclosed` where the bytes end before it does. */
  const find = (bytes: Buffer, from: number, isLast: boolean): number => {
    const length = bytes.length;
    cells.size = 0;
    for (let start = from, after = from; ; start = after + 1) {
      if (cells.size === cells.starts.length) makeRoom(cells);
      if (bytes[start] === quote) {
        const quoted = closeQuote(bytes, start + 1, isLast);
        if (quoted === undefined) return unclosed;
        cells.starts[cells.size] = start + 1;
        cells.ends[cells.size] = quoted.end;
        after = quoted.after;
      } else {
        after = start;
        while (after < length && ends[bytes[after] ?? 0] === 0) after += 1;
        cells.starts[cells.size] = start;
        cells.ends[cells.size] = after;
      }
      cells.size += 1;
      if (after >= length) return isLast ? length : unfinished;
      if (bytes[after] !== separator) return afterLine(bytes, after, isLast);
    }
  };
  return { cells, find };
};

/** Blanks, and what the file's bytes outside of text may be. */
const isBlankByte = (byte: number | undefined): boolean => byte !== undefined && byte <= space;

const rowOf = (cells: Cells, bytesOf: () => Buffer): CsvRow => ({
  size: () => cells.size,
  text: (column) => {
    if (column < 0 || column >= cells.size) return '';
    const start = cells.starts[column] ?? 0;
    const end = cells.ends[column] ?? 0;
    if (start === end) return '';
    if (end < 0) return bytesOf().toString('utf8', start, ~end).replaceAll('""', '"').trim();
    return bytesOf().toString('utf8', start, end).trim();
  },
  isBlank: (column) => {
    if (column < 0 || column >= cells.size) return true;
    const bytes = bytesOf();
    const end = cells.ends[column] ?? 0;
    let place = cells.starts[column] ?? 0;
    while (place < (end < 0 ? ~end : end) && isBlankByte(bytes[place])) place += 1;
    return place === (end < 0 ? ~end : end);
  },
});

const isEmpty = (row: CsvRow): boolean => {
  for (let column = 0; column < row.size(); column += 1) if (!row.isBlank(column)) return false;
  return true;
};

export interface RowScanner {
  /** Takes the next bytes; `isLast` with the last ones, which may be none. */
  scan(chunk: Buffer, isLast: boolean): void;
}

/**
 * Rows out of bytes as they come. Cells are found, not made: a wide row costs what is read of it, and no text keeps the file in
 * memory. Rows without any text are left out.
 */
export const createRowScanner = (options: ScannerOptions): RowScanner => {
  const { separator, row: work, broken, endless, longestRow = usualLongest } = options;
  const { cells, find } = createRowFinder(separator);
  let bytes: Buffer = Buffer.alloc(0);
  const row = rowOf(cells, () => bytes);
  const nextLine = (from: number): number => {
    let place = from;
    while (place < bytes.length && !isLineEnd(bytes[place])) place += 1;
    return place + 1;
  };
  return {
    scan: (chunk, isLast) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      let from = 0;
      while (from < bytes.length) {
        const end = find(bytes, from, isLast);
        const isTooLong = end < 0 && bytes.length - from > longestRow;
        if (end === unfinished && isTooLong) endless();
        if (end >= 0) {
          if (!isEmpty(row)) work(row);
          from = end;
        } else if (end === unclosed && (isTooLong || isLast)) {
          broken();
          from = nextLine(from);
        } else break;
      }
      bytes = bytes.subarray(Math.min(from, bytes.length));
    },
  };
};

const comma = 0x2c;
const separators = [comma, 0x3b, 0x09, 0x7c] as const;

/** What stands most often in the first line, outside of quotes. */
export const separatorOf = (start: Buffer): number => {
  const counts = separators.map(() => 0);
  let isQuoted = false;
  for (const byte of start) {
    if (byte === quote) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (isLineEnd(byte)) break;
    const place = separators.findIndex((one) => one === byte);
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return separators[counts.indexOf(Math.max(...counts))] ?? comma;
};
