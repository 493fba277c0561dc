import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differences } from './conflict-panel.tsx';
import { same } from './same.ts';

describe('two versions beside each other', () => {
  it('show what differs, and what only one of them has', () => {
    const mine = [
      { label: 'Name', value: 'Lumen' },
      { label: 'Reply', value: 'a@lumen.example' },
      { label: 'Austria', value: 'Subscribers' },
    ];
    const theirs = [
      { label: 'Name', value: 'Lumen care' },
      { label: 'Reply', value: 'a@lumen.example' },
      { label: 'Brazil', value: 'Customers' },
    ];

    expect(differences(mine, theirs)).toEqual([
      { label: 'Name', mine: 'Lumen', theirs: 'Lumen care' },
      { label: 'Austria', mine: 'Subscribers', theirs: undefined },
      { label: 'Brazil', mine: undefined, theirs: 'Customers' },
    ]);
  });

  it('never differ from themselves', () => {
    const told = fc.array(fc.record({ label: fc.string(), value: fc.string() }), { maxLength: 6 });
    fc.assert(
      fc.property(told, (one) => {
        expect(differences(one, one)).toEqual([]);
      }),
    );
  });
});

describe('what is the same', () => {
  it.each([
    [{ a: [1] }, { a: [1] }, true],
    [null, null, true],
    [{ a: 1 }, { a: 2 }, false],
    [null, { a: 1 }, false],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });
});
