import { createWriteStream, renameSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

export interface PartLog {
  /** Reads a child's output; pipes don't outlive their child, the file does. */
  follow(output: Readable): void;
  /** The last lines that weren't plain log records: what a crash left behind. */
  lastWords(): readonly string[];
  close(): void;
}

interface PartLogOptions {
  readonly file: string;
  readonly onFatal: (line: string) => void;
}

const wordsKept = 12;
const isFatal = (line: string): boolean => line.includes('"level":60') || line.includes('"s":"F"');
const isRecord = (line: string): boolean => line.startsWith('{');

const rotate = (file: string): void => {
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // The first start: there is nothing to keep.
  }
};

/** A part's output in its file, the last run's kept beside it; fatal lines also go to the console. */
export const createPartLog = ({ file, onFatal }: PartLogOptions): PartLog => {
  rotate(file);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  // A full disk must not take the supervisor down with an unhandled error.
  stream.on('error', (error) => onFatal(`${file}: ${error.message}`));
  const words: string[] = [];
  const take = (line: string): void => {
    stream.write(`${line}\n`);
    if (isFatal(line)) onFatal(line);
    if (isRecord(line) && !isFatal(line)) return;
    words.push(line);
    if (words.length > wordsKept) words.shift();
  };
  return {
    follow: (output) => {
      createInterface({ input: output }).on('line', take);
    },
    lastWords: () => words,
    close: () => stream.end(),
  };
};
