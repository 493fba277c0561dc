import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';
import { createRowScanner, separatorOf } from './row-scanner.ts';

const comma = 0x2c;

/** Rows of a text that comes in pieces of `size` bytes, and how many lines were broken. */
const scan = (text: string, { size = 1 << 16, separator = comma, longestRow = 1 << 24 } = {}) => {
  const rows: (readonly string[])[] = [];
  let broken = 0;
  const scanner = createRowScanner({
    separator,
    longestRow,
    row: (row) => rows.push(Array.from({ length: row.size() }, (_, column) => row.text(column))),
    broken: () => (broken += 1),
    endless: () => {
      throw new Error('endless');
    },
  });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size)
    scanner.scan(bytes.subarray(from, from + size), false);
  scanner.scan(Buffer.alloc(0), true);
  return { rows, broken };
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('rows out of bytes', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['plain', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['no end of the last line', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
    ['CRLF', 'a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
    ['CR alone', 'a,b\r1,2\r', [['a', 'b'], ['1', '2']]],
    ['empty cells', ',,\n1,,\n,,3\n', [['1', '', ''], ['', '', '3']]],
    ['rows without any text', 'a\n\n  \n"",""\nb\n', [['a'], ['b']]],
    ['quoted separators and line ends', '"a,\r\nb",c\n', [['a,\r\nb', 'c']]],
    ['doubled quotes', '"say ""hi""",""""\n', [['say "hi"', '"']]],
    ['blanks behind a closing quote', '"a"  ,b\n', [['a', 'b']]],
    ['a quote that belongs to the text', '"7" screen",b\n5" nail,c\n', [['7" screen', 'b'], ['5" nail', 'c']]],
    ['blanks around a cell', '  a ,\tb\n', [['a', 'b']]],
    ['more than one byte a letter', '"Grün, 緑",ä\n', [['Grün, 緑', 'ä']]],
  ])('reads %s', (_what, text, rows) => {
    expect(scan(text)).toEqual({ rows, broken: 0 });
    expect(scan(text, { size: 1 }).rows).toEqual(rows);
  }); // prettier-ignore

  it('gives empty text for a cell that is not there', () => {
    createRowScanner({
      separator: comma,
      row: (row) => expect([row.text(-1), row.text(7), row.isBlank(-1), row.isBlank(7), row.isBlank(0)]).toEqual(['', '', true, true, false]),
      broken: () => undefined,
      endless: () => {
        throw new Error('endless');
      },
    }).scan(Buffer.from('a,b\n'), true);
    expect.assertions(1);
  }); // prettier-ignore

  it('leaves out a line whose quote nobody closes, and only that', () => {
    expect(scan('a,b\n"open,1\nc,2\nd,3\n')).toEqual({ rows: [['a', 'b'], ['c', '2'], ['d', '3']], broken: 1 }); // prettier-ignore
    expect(scan('a,"')).toEqual({ rows: [], broken: 1 });
  });

  it('does not read on for ever where a quote stays open or a line has no end', () => {
    const filler = 'x,y\n'.repeat(2000);
    const options = { size: 512, longestRow: 4096 };

    const { rows, broken } = scan(`a,b\n"open,1\n${filler}`, options);

    expect([rows.length, broken]).toEqual([2001, 1]);
    expect(() => scan('x'.repeat(9000), options)).toThrow('endless');
  });

  it('reads a row of thousands of cells and a cell of megabytes', () => {
    const wide = Array.from({ length: 5000 }, (_, column) => `c${column}`);
    const long = 'long '.repeat(100_000).trim();

    expect(scan(`${wide.join(',')}\n${quoted(long)},1\n`).rows).toEqual([wide, [long, '1']]);
  });

  it('reads whatever was written as CSV, in pieces of any size, as papaparse does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', ' ', 'ü', ';'), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), (rows, newline, size) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(newline);
        const { data } = Papa.parse<string[]>(text, { delimiter: ',', newline, skipEmptyLines: 'greedy' });

        expect(scan(text, { size }).rows).toEqual(data.map((row) => row.map((one) => one.trim())));
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore

  it('gives any bytes back as rows or as broken lines, never more text than there was', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') }), (text) => {
        const { rows } = scan(text);
        expect(rows.flat().join('').length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('the separator', () => {
  it.each([
    ['a,b,c\n', ','],
    ['a;b;c\n1,2;3;4\n', ';'],
    ['a\tb\n', '\t'],
    ['a|b|c', '|'],
    ['"a,b,c";d;e\n', ';'],
    ['a\n', ','],
    ['', ','],
  ])('of %j is %j', (text, separator) => {
    expect(String.fromCharCode(separatorOf(Buffer.from(text)))).toBe(separator);
  });
});
