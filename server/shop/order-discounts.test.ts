import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareOf } from './order-discounts.ts';

describe('what is left of a discount', () => {
  it.each([
    [{ amount: '10.00', whole: '10.00', left: '10.00' }, '10.00'],
    [{ amount: '10.00', whole: '10.00', left: '4.00' }, '4.00'],
    [{ amount: '5.00', whole: '20.00', left: '10.00' }, '2.50'],
    [{ amount: '5', whole: '20.00', left: '0.00' }, '0.00'],
    [{ amount: '5.00', whole: '0.00', left: '0.00' }, '5.00'],
    [{ amount: '5.00', whole: '20.00', left: '-3.00' }, '0.00'],
    [{ amount: '5.00', whole: '20.00', left: 'nothing' }, '5.00'],
    [{ amount: '5.00', whole: '20.00', left: '25.00' }, '5.00'],
  ])('%j: %s', ({ amount, ...rest }, expected) => {
    expect(shareOf(amount, rest)).toBe(expected);
  });

  it('is never more than it was, and never less than nothing', () => {
    const money = fc.nat(1_000_000).map((cents) => (cents / 100).toFixed(2));
    fc.assert(
      fc.property(money, money, money, (amount, whole, left) => {
        const net = Number(shareOf(amount, { whole, left }));

        expect(net).toBeGreaterThanOrEqual(0);
        expect(net).toBeLessThanOrEqual(Number(amount));
      }),
    );
  });
});
