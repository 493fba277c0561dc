import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readPage, root } from './source-files.ts';

interface Row {
  readonly rule: string;
  readonly file: string;
  readonly test: string;
}

const block = /<!-- rules: begin -->([\s\S]*?)<!-- rules: end -->/;

const rowsOf = (page: string): readonly Row[] =>
  [...(block.exec(page)?.[1] ?? '').matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`]+)` \| ([^|]+) \|$/gm)].map(
    ([, rule = '', file = '', test = '']) => ({ rule, file, test }),
  );

/** Rows whose test isn't there. */
const missing = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ rule, file, test }) => {
    const path = `server/${file}`;
    const isThere = existsSync(join(root, path)) && readPage(path).includes(`it('${test}'`);
    return isThere ? [] : [`${rule}: ${file}: ${test}`];
  });

const rows = rowsOf(readPage('docs/reliability.md'));

describe('the rules of the protocol in docs/reliability.md', () => {
  it('are the twenty, each once', () => {
    expect(new Set(rows.map(({ rule }) => rule)).size).toBe(20);
    expect(rows).toHaveLength(20);
  });

  it('each have a test that exists under the name given', () => {
    expect(missing(rows)).toEqual([]);
  });

  it('would show a test that was renamed, and a file that went', () => {
    const [first] = rows;

    expect(missing(rows.map((row) => ({ ...row, test: `${row.test} no more` })))).toHaveLength(20);
    expect(missing([{ rule: first?.rule ?? '', file: 'engine/gone.test.ts', test: '' }])).toHaveLength(1);
  });
});
