import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';
import { EncoreError } from '../../../lib/errors.ts';

/** One row: its cells by column number, and the bytes of the file read so far. */
export interface CsvFile {
  readonly path: string;
  readonly bytes: number;
  /** Bytes read so far, as they are in the file (packed, if it is). */
  readonly read: () => number;
  /** Calls back with many rows at a time; the first row of all is the header. Rejects with `usage_wrong` for what is no text. */
  each(work: (rows: readonly (readonly string[])[]) => void): Promise<void>;
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

const unreadable = (path: string, cause: unknown): EncoreError =>
  new EncoreError('usage_wrong', {
    message: `${path} can't be read as a file of text or gzipped text`,
    cause,
  });

const parseText = (text: Readable, work: (rows: readonly (readonly string[])[]) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    text.once('error', reject);
    Papa.parse<readonly string[]>(text, {
      skipEmptyLines: 'greedy',
      chunk: ({ data }, parser) => {
        try {
          work(data);
        } catch (error) {
          // Before it is aborted: that completes it, and the first answer counts.
          reject(error instanceof Error ? error : new Error(String(error)));
          parser.abort();
          text.destroy();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });

/** A CSV file, plain or gzipped. Memory is one chunk's, whatever its length. */
export const openCsv = async (path: string): Promise<CsvFile> => {
  const { gzip, bytes } = await isGzip(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  return {
    path,
    bytes,
    read: () => file.bytesRead,
    each: async (work) => {
      const text: Readable = gzip ? pipeline(file, createGunzip(), () => undefined) : file;
      text.setEncoding('utf8');
      try {
        await parseText(text, work);
      } catch (cause) {
        throw cause instanceof EncoreError ? cause : unreadable(path, cause);
      }
    },
  };
};
