import { describe, expect, it } from '@jest/globals';
import { figure, isMet, tableOf, withTable } from './report.ts';
import type { BenchReport } from './report.ts';

const report: BenchReport = {
  name: 'claim',
  figures: [figure('claim', 12.345, 'ms')],
  ratios: [
    { name: '1m-vs-10k', value: 1.1, goal: 1.5, better: 'lower' },
    { name: 'vs-old', value: 1.1, goal: 2, better: 'higher' },
  ],
};

describe('isMet', () => {
  it.each([
    ['higher', 2, true],
    ['higher', 1.9, false],
    ['lower', 2, true],
    ['lower', 2.1, false],
  ] as const)('with better %s and a goal of 2, %d is %s', (better, value, met) => {
    expect(isMet({ name: 'r', value, goal: 2, better })).toBe(met);
  });
});

describe('tableOf', () => {
  it('says which goals were met, then what else was measured', () => {
    expect(tableOf([report]).split('\n').slice(2)).toEqual([
      '| `claim` | **1m-vs-10k** | **1.1** | ≤ 1.5 met |',
      '| `claim` | **vs-old** | **1.1** | ≥ 2 missed |',
      '| `claim` | claim | 12.3 ms | |',
    ]);
  });
});

const pageOf = (claim: string): string =>
  `before\n<!-- claim: begin -->${claim}<!-- claim: end -->\nafter <!-- ingest: begin -->other<!-- ingest: end -->\n`;

describe('withTable', () => {
  it('replaces what stands between its own marks and nothing else', () => {
    expect(withTable(pageOf('old'), 'claim', 'new')).toBe(pageOf('\n\nnew\n\n'));
  });

  it('gives the same page when it is written twice', () => {
    const once = withTable(pageOf(''), 'claim', 'new') ?? '';

    expect(withTable(once, 'claim', 'new')).toBe(once);
  });

  it('says when a page has no place for it', () => {
    expect(withTable(pageOf(''), 'dispatch', 'new')).toBeUndefined();
  });
});
