import { describe, expect, it } from '@jest/globals';
import { aJournal } from '../../testing/flows/journal-builders.ts';
import { minutesLater } from '../../testing/shop/build-facts.ts';
import { createLookAfter } from './looks.ts';

const journal = aJournal([
  { kind: 'look', at: minutesLater(90) },
  { kind: 'look', at: minutesLater(30) },
  { kind: 'look', at: minutesLater(1000) },
]);
const ms = (minutes: number): number => minutesLater(minutes).getTime();

describe('when work is looked at', () => {
  it('is when a worker looked next', () => {
    const lookAfter = createLookAfter(journal, true);

    expect([0, 30, 31, 91].map((minutes) => lookAfter(ms(minutes)))).toEqual([
      ms(30),
      ms(30),
      ms(90),
      ms(91),
    ]);
  });

  it('is when it is due where nobody looked for hours, or ever again', () => {
    const lookAfter = createLookAfter(journal, true);

    expect([lookAfter(ms(200)), lookAfter(ms(5000))]).toEqual([ms(200), ms(5000)]);
  });

  it('is when it is due where another program runs', () => {
    const lookAfter = createLookAfter(journal, false);

    expect(lookAfter(ms(0))).toBe(ms(0));
  });
});
