import { describe, expect, it } from '@jest/globals';
import { parseJson } from './json.ts';

describe('parseJson', () => {
  it.each([
    ['9007199254740993111', '9007199254740993111'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740991', 9_007_199_254_740_991],
    ['24.5', 24.5],
    ['1e400', Number.POSITIVE_INFINITY],
  ])('reads %s without losing a digit of an id', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it('keeps long ids wherever they stand', () => {
    expect(parseJson('{"a":[{"id":820982911946154508}],"n":1}')).toEqual({
      a: [{ id: '820982911946154508' }],
      n: 1,
    });
  });

  it('throws at what is no JSON', () => {
    expect(() => parseJson('{')).toThrow(SyntaxError);
  });
});
