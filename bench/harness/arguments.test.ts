import { describe, expect, it } from '@jest/globals';
import { parseArguments } from './arguments.ts';

const known = ['ingest', 'claim'];
const parse = (line: string) => parseArguments(line.split(' ').filter(Boolean), known);

describe('parseArguments', () => {
  it('takes a name and its options in any order', () => {
    expect(parse('--json ingest --full')).toEqual({
      names: ['ingest'],
      json: true,
      full: true,
      write: false,
    });
  });

  it('runs each named benchmark once', () => {
    expect(parse('claim ingest claim')).toMatchObject({ names: ['claim', 'ingest'] });
  });

  it('takes all for every name', () => {
    expect(parse('all --write')).toMatchObject({ names: known, write: true });
  });

  it.each([
    ['', 'no benchmark named'],
    ['--json', 'no benchmark named'],
    ['nothing', 'unknown benchmark nothing'],
    ['claim --jsn', 'unknown option --jsn'],
    ['all --json', '--json prints one document: name one benchmark'],
  ])('refuses "%s"', (line, problem) => {
    expect(parse(line)).toBe(problem);
  });
});
