import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aShop } from '../../testing/flows/builders.ts';
import { contrastOf, readableOn } from './contrast.ts';
import { lookFindings } from './look-findings.ts';
import { themeOf } from './theme.ts';

const colors = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const look = (color: string, backgroundColor?: string) => ({
  color,
  backgroundColor,
  fontFamily: 'Arial, sans-serif',
});
const keys = (color: string, page?: string) => lookFindings(look(color, page)).map(({ key }) => key);

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
  ])('of %s and %s is %d : 1, as WCAG counts', (one, other, ratio) => {
    expect(contrastOf(one, other)).toBeCloseTo(ratio, 1);
  });

  it('is the same from both sides, and between 1 and 21', () => {
    fc.assert(
      fc.property(colors, colors, (one, other) => {
        const ratio = contrastOf(one, other);
        expect(ratio).toBe(contrastOf(other, one));
        expect(ratio >= 1 && ratio <= 21).toBe(true);
      }),
    );
  });

  it('of the words on a button is never below 3.5 : 1', () => {
    fc.assert(
      fc.property(colors, (color) => {
        expect(contrastOf(readableOn(color), color)).toBeGreaterThanOrEqual(3.5);
      }),
    );
  });
});

describe('what is hard to read in a look', () => {
  it.each([
    { what: 'a dark blue', color: '#1f3a5f', page: undefined, found: [] },
    {
      what: 'a mid grey: white words on it are weak',
      color: '#808080',
      page: undefined,
      found: ['button_words'],
    },
    { what: 'white buttons on a white card', color: '#ffffff', page: undefined, found: ['button_unseen'] },
    { what: 'a yellow that shows', color: '#f5b400', page: undefined, found: [] },
    { what: 'a black page', color: '#1f3a5f', page: '#000000', found: ['page_refused'] },
    {
      what: 'a tinted page that swallows the small words',
      color: '#1f3a5f',
      page: '#d0d0d0',
      found: ['page_words'],
    },
    { what: 'a white page', color: '#1f3a5f', page: '#FFFFFF', found: [] },
  ])('of $what', ({ color, page, found }) => {
    expect(keys(color, page)).toEqual(found);
  });

  it('tells how much it is and how much it should be', () => {
    const [first] = lookFindings(look('#808080'));

    expect(first).toEqual({ key: 'button_words', is: 3.9, wanted: 4.5 });
  });

  it('calls a page refused exactly where mails do not use it', () => {
    fc.assert(
      fc.property(colors, (page) => {
        const used = themeOf({ ...aShop(), theme: look('#1f3a5f', page) }, 'en').background;
        expect(keys('#1f3a5f', page).includes('page_refused')).toBe(used !== page);
      }),
    );
  });

  it('never tells of a contrast that is enough', () => {
    fc.assert(
      fc.property(colors, colors, (color, page) => {
        const told = lookFindings(look(color, page)).filter(({ key }) => key !== 'page_refused');
        expect(told.every(({ is, wanted }) => is < wanted)).toBe(true);
      }),
    );
  });
});
