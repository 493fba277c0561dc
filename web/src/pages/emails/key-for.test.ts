import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyFor } from './key-for.ts';

describe('the key of a mail', () => {
  it.each([
    ['Our cart reminder', 'our-cart-reminder'],
    ['Überraschung für Sie!', 'uberraschung-fur-sie'],
    ['  — 10 % —  ', '10'],
    ['购物车', 'email'],
    ['', 'email'],
  ])('of "%s" is %s', (title, key) => {
    expect(keyFor(title, [])).toBe(key);
  });

  it('is never one that is there', () => {
    expect(keyFor('Welcome', ['welcome', 'welcome-2'])).toBe('welcome-3');
  });

  it('is always one that the server takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.string()), (title, taken) => {
        const key = keyFor(title, taken);
        expect(key).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
        expect(taken).not.toContain(key);
      }),
    );
  });
});
