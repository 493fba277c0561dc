import { describe, expect, it } from '@jest/globals';
import { hasFailed, linesOf, tableOf, withRows } from './fault-table.ts';
import type { RowReport } from './fault-table.ts';

const report = (number: number, findings: Partial<RowReport['findings']> = {}): RowReport => ({
  row: { number, fault: `fault ${number}` },
  findings: { violations: [], seen: '3 people', ...findings },
  seed: 7,
  tookMs: 2400,
  day: '2026-11-22',
});

describe('the fault table', () => {
  it('says what held, what broke and what could not be made here', () => {
    const lines = linesOf([
      report(2),
      report(3, { violations: ['I1 x'] }),
      report(21, { notProduced: 'no faketime' }),
    ]);

    expect(lines[0]).toContain('| held |');
    expect(lines[1]).toContain('| **broken**: 1 |');
    expect(lines[2]).toContain('| not produced here: no faketime |');
  });

  it('goes by row, whatever order they ran in', () => {
    const table = tableOf(linesOf([report(10), report(2)]));

    expect(table.indexOf('fault 2')).toBeLessThan(table.indexOf('fault 10'));
  });

  it('replaces the rows that ran in a page and keeps the others', () => {
    const empty = 'before\n<!-- faults: begin -->\n<!-- faults: end -->\nafter';
    const first = withRows(empty, [report(2), report(3)]) ?? '';

    const second = withRows(first, [report(3, { seen: 'something else' })]) ?? '';

    expect(second).toContain('| 2 | fault 2 | held | 3 people |');
    expect(second).toContain('| 3 | fault 3 | held | something else |');
    expect(second.match(/fault 3/g)).toHaveLength(1);
    expect(second.startsWith('before\n')).toBe(true);
    expect(second.endsWith('\nafter')).toBe(true);
  });

  it('finds no place in a page without marks', () => {
    expect(withRows('a page', [report(1)])).toBeUndefined();
  });

  it('counts only what broke as failed', () => {
    expect(hasFailed(report(21, { notProduced: 'no faketime' }))).toBe(false);
    expect(hasFailed(report(3, { violations: ['I1 x'] }))).toBe(true);
  });
});
