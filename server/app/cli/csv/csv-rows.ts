import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { createRowScanner, separatorOf } from './row-scanner.ts';
import type { CsvRow, RowScanner } from './row-scanner.ts';

export interface RowReader {
  /** The first row of all is the header. */
  readonly row: (row: CsvRow) => void;
  /** A line that opens a quote and never closes it; it is left out. */
  readonly broken?: (() => void) | undefined;
  /** Now and then, between rows; reading goes on when it is done. */
  readonly progress?: (() => Promise<void> | void) | undefined;
}

export interface CsvFile {
  readonly path: string;
  readonly bytes: number;
  /** Bytes read so far, as they are in the file (packed, if it is). */
  readonly read: () => number;
  /** Calls back with every row that has any text. Rejects with `usage_wrong` for what is no text. */
  each(reader: RowReader): Promise<void>;
}

const gzipMagic = 0x1f8b;

/** By its first bytes: people rename files. */
const isGzip = async (path: string): Promise<{ readonly gzip: boolean; readonly bytes: number }> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const { size } = await file.stat();
    return { gzip: bytesRead === 2 && buffer.readUInt16BE() === gzipMagic, bytes: size };
  } finally {
    await file.close();
  }
};

const unreadable = (path: string, cause?: unknown): EncoreError =>
  new EncoreError('usage_wrong', {
    message: `${path} can't be read as a file of text or gzipped text`,
    cause,
  });

const byteOrderMark = Buffer.from('\uFEFF');

const withoutMark = (start: Buffer): Buffer =>
  start.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? start.subarray(byteOrderMark.length)
    : start;

const chunkSchema = z.instanceof(Buffer);

const readAll = async (path: string, chunks: Readable, reader: RowReader): Promise<void> => {
  const endless = (): never => {
    throw unreadable(path);
  };
  const scannerFor = (start: Buffer): RowScanner =>
    createRowScanner({
      separator: separatorOf(start),
      row: reader.row,
      broken: reader.broken ?? (() => undefined),
      endless,
    });
  let scanner: RowScanner | undefined;
  for await (const chunk of chunks) {
    const bytes = chunkSchema.parse(chunk);
    if (scanner === undefined) {
      const start = withoutMark(bytes);
      scanner = scannerFor(start);
      scanner.scan(start, false);
    } else scanner.scan(bytes, false);
    await reader.progress?.();
  }
  scanner?.scan(Buffer.alloc(0), true);
};

/** A CSV file, plain or gzipped. Memory is one chunk's and one row's, whatever its length. */
export const openCsv = async (path: string): Promise<CsvFile> => {
  const { gzip, bytes } = await isGzip(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  return {
    path,
    bytes,
    read: () => file.bytesRead,
    each: async (reader) => {
      const chunks: Readable = gzip
        ? pipeline(file, createGunzip({ chunkSize: 1 << 16 }), () => undefined)
        : file;
      try {
        await readAll(path, chunks, reader);
      } catch (cause) {
        throw cause instanceof EncoreError ? cause : unreadable(path, cause);
      }
    },
  };
};
