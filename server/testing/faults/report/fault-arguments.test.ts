import { describe, expect, it } from '@jest/globals';
import { parseFaultArguments } from './fault-arguments.ts';

describe('the arguments of npm run faults', () => {
  it('mean every row and two hundred rounds when there are none', () => {
    expect(parseFaultArguments([])).toEqual({ rows: undefined, seed: undefined, rounds: 200, write: false });
  });

  it('name rows, seed and rounds', () => {
    expect(
      parseFaultArguments(['--row', '1', '--row', '4', '--seed', '9', '--rounds', '20', '--write']),
    ).toEqual({
      rows: [1, 4],
      seed: 9,
      rounds: 20,
      write: true,
    });
  });

  it.each([[['--fast']], [['--seed']], [['--rounds', 'many']], [['--row', '-1']]])('refuse %j', (argv) => {
    expect(typeof parseFaultArguments(argv)).toBe('string');
  });
});
