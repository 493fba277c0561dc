import { describe, expect, it } from '@jest/globals';
import { normalisePhone, phoneDigits, phoneForms } from './phone.ts';

describe('a phone number', () => {
  it.each([
    ['+49 (151) 123-45678', '+4915112345678'],
    ['0049 151 12345678', '+4915112345678'],
    [' +4915112345678 ', '+4915112345678'],
    ['4915112345678', '4915112345678'],
    ['0151 12345678', '015112345678'],
  ])('%s is kept as %s', (written, kept) => {
    expect(normalisePhone(written)).toBe(kept);
  });

  it.each(['', '000-000', '+49 151', 'call me'])('is none: %p', (written) => {
    expect([normalisePhone(written), phoneDigits(written), phoneForms(written)]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  it('is found with and without its plus', () => {
    expect(phoneForms('0049 151 12345678')).toEqual(['+4915112345678', '4915112345678']);
    expect(phoneForms('4915112345678')).toContain(normalisePhone('+4915112345678'));
  });
});
