import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine } from './csv-line.ts';

/** What a reader of RFC 4180 takes out of one line again. */
const read = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));

describe('a line of CSV', () => {
  it.each([
    ['=HYPERLINK("http://evil.example")', `'=HYPERLINK("http://evil.example")`],
    ['+49 30 1234567', "'+49 30 1234567"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\u0000=1', "'\u0000=1"],
    ['\uFF1D1', "'\uFF1D1"],
    ['\u00A0=1', "'\u00A0=1"],
    ['a=1', 'a=1'],
    ['1-1', '1-1'],
    ['', ''],
  ])('holds %j as %j', (text, cell) => {
    expect(read(csvLine([text]))).toEqual([cell]);
  });

  it('gives every cell back, whatever stands in it, and never a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (cells) => {
        const found = read(csvLine(cells));

        expect(found.map((cell) => cell.replace(/^'/, ''))).toEqual(
          cells.map((cell) => cell.replace(/^'/, '')),
        );
        for (const cell of found) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });

  it('is one line of its own', () => {
    expect(csvLine(['a', 'b\nc', 'd"e'])).toBe('"a","b\nc","d""e"\r\n');
  });
});
