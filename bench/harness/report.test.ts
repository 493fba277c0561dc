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

describe('withTable', () => {
  it('replaces what stands between the marks and nothing else', () => {
    const page = 'before\n<!-- figures: begin -->\nold\n<!-- figures: end -->\nafter\n';

    expect(withTable(page, 'new')).toBe(
      'before\n<!-- figures: begin -->\n\nnew\n\n<!-- figures: end -->\nafter\n',
    );
  });

  it('gives the same page when it is written twice', () => {
    const once = withTable('<!-- figures: begin --><!-- figures: end -->', 'new') ?? '';

    expect(withTable(once, 'new')).toBe(once);
  });

  it('says when a page has no place for it', () => {
    expect(withTable('nothing here', 'new')).toBeUndefined();
  });
});
