import { describe, expect, it } from '@jest/globals';
import { createBoundedWord } from './bounded-word.ts';
import { createPulse } from './pulse.ts';

describe('the pulse of a worker', () => {
  it('names a loop that gave no sign for longer than the patience', () => {
    let now = 0;
    const pulse = createPulse(1000, () => now);
    pulse.mark('dispatch');
    pulse.mark('inbox');

    now = 900;
    pulse.mark('inbox');
    const before = pulse.stalled();
    now = 1100;

    expect(before).toEqual([]);
    expect(pulse.stalled()).toEqual(['dispatch']);
    expect([pulse.idleMs('dispatch'), pulse.idleMs('inbox')]).toEqual([1100, 200]);
  });

  it('counts from its making for a loop that never began', () => {
    let now = 500;
    const pulse = createPulse(1000, () => now);

    now = 1600;

    expect(pulse.stalled()).toEqual(['dispatch', 'inbox']);
  });

  it('is over a stall as soon as the loop turns', () => {
    let now = 0;
    const pulse = createPulse(1000, () => now);
    now = 5000;

    pulse.mark('dispatch');
    pulse.mark('inbox');

    expect(pulse.stalled()).toEqual([]);
  });
});

describe('a bounded word', () => {
  it('lets reasons through, and nothing that a merchant might have written', () => {
    const bounded = createBoundedWord();

    const words = ['no_consent', 'checkout.updated', 'Ada Vogel', 'ada@example.com', ''].map(bounded);

    expect(words).toEqual(['no_consent', 'checkout.updated', 'other', 'other', 'other']);
  });

  it('knows only so many', () => {
    const bounded = createBoundedWord(2);

    expect(['one', 'two', 'three', 'one'].map(bounded)).toEqual(['one', 'two', 'other', 'one']);
  });
});
