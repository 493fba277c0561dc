import { describe, expect, it } from '@jest/globals';
import { nearestWord } from './nearest-word.ts';

const words = ['order.placed', 'order.fulfilled', 'product.viewed', 'cart.updated'];

describe('the word that was meant', () => {
  it.each([
    ['order.place', 'order.placed'],
    ['order_placed', 'order.placed'],
    ['Order.Placed', 'order.placed'],
    ['oredr.placed', 'order.placed'],
    ['order.fullfilled', 'order.fulfilled'],
    ['product.view', 'product.viewed'],
    ['carts.updated', 'cart.updated'],
  ])('of %s is %s', (typed, meant) => {
    expect(nearestWord(typed, words)).toBe(meant);
  });

  it.each(['', 'x', 'email.opened', 'fulfilled', 'o'.repeat(10_000)])('is no guess for %.20s', (typed) => {
    expect(nearestWord(typed, words)).toBeUndefined();
  });

  it('is none where there are no words', () => {
    expect(nearestWord('order.placed', [])).toBeUndefined();
  });

  it('counts letters that changed places once: the nearer of two is found', () => {
    expect(nearestWord('acb', ['abcd', 'abc'])).toBe('abc');
  });
});
