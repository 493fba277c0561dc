import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { TempFolder } from '../../../testing/temp-folder.ts';
import { createPartLog } from './part-log.ts';

let folder: TempFolder;
let fatal: string[];
beforeEach(() => {
  folder = tempFolder();
  fatal = [];
});
afterEach(() => {
  folder.remove();
});

const followed = async (lines: readonly string[]) => {
  const file = join(folder.path, 'web.log');
  const log = createPartLog({ file, onFatal: (line) => fatal.push(line) });
  const text = `${lines.join('\n')}\n`;
  log.follow(Readable.from([text]));
  await eventually(() => existsSync(file) && readFileSync(file, 'utf8') === text);
  log.close();
  return log;
};

describe("a part's log", () => {
  it('keeps the log of the run before', async () => {
    writeFileSync(join(folder.path, 'web.log'), 'old\n');

    await followed(['new']);

    expect(readFileSync(join(folder.path, 'web.log.1'), 'utf8')).toBe('old\n');
  });

  it('passes fatal lines on, of pino and of mongod', async () => {
    await followed(['{"level":30}', '{"level":60,"msg":"over"}', '{"t":1,"s":"F"}']);

    expect(fatal).toEqual(['{"level":60,"msg":"over"}', '{"t":1,"s":"F"}']);
  });

  it('remembers as last words what is no plain record, the newest twelve', async () => {
    const trace = Array.from({ length: 14 }, (_none, index) => `at line ${index}`);

    const log = await followed(['{"level":30}', ...trace]);

    expect(log.lastWords()).toEqual(trace.slice(2));
  });
});
