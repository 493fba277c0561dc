import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { postalAddressSchema, shopThemeSchema } from '../../../../server/shop/look.contract.ts';
import { fontName, fontsWith, lookOf, themeOf, webSafeFonts, wrongIn } from './look-values.ts';
import type { Look } from './look-values.ts';

const look: Look = {
  logoUrl: '',
  color: '#1f3a5f',
  backgroundColor: '',
  fontFamily: 'Georgia, serif',
  headingFontFamily: '',
  postalAddress: 'Lampenweg 1, 10115 Berlin',
};

const settings = (of: Look) => ({
  rev: 0,
  sender: { name: 'Lumen', replyTo: null },
  frequencyCap: { count: 4, within: 'P7D' },
  quietHours: null,
  consentPolicy: { elsewhere: 'subscribers' as const, countries: {} },
  adminLanguage: null,
  strictCountries: [],
  theme: themeOf(of),
  postalAddress: of.postalAddress,
});

const looks: fc.Arbitrary<Look> = fc.record({
  logoUrl: fc.oneof(fc.constant(''), fc.webUrl(), fc.string()),
  color: fc.oneof(fc.constant('#1f3a5f'), fc.string({ maxLength: 8 })),
  backgroundColor: fc.oneof(fc.constant(''), fc.constant('#FFFFFF'), fc.string({ maxLength: 8 })),
  fontFamily: fc.constantFrom(...webSafeFonts),
  headingFontFamily: fc.constantFrom('', ...webSafeFonts),
  postalAddress: fc.oneof(fc.constant('12 Harbour St'), fc.constant(' ')),
});

describe('a look', () => {
  it('that nothing is wrong in is one that the server takes', () => {
    fc.assert(
      fc.property(looks, (one) => {
        if (wrongIn(one).length > 0) return;
        expect(shopThemeSchema.safeParse(themeOf(one)).success).toBe(true);
        expect(postalAddressSchema.safeParse(one.postalAddress).success).toBe(true);
      }),
    );
  });

  it('is the same after it was stored and read again', () => {
    fc.assert(
      fc.property(looks, (one) => {
        expect(lookOf(settings(one))).toEqual(one);
      }),
    );
  });

  it.each([
    [{ logoUrl: 'lumen.example/logo.png' }, 'logoUrl'],
    [{ logoUrl: 'javascript:alert(1)' }, 'logoUrl'],
    [{ logoUrl: 'https://' }, 'logoUrl'],
    [{ color: '' }, 'color'],
    [{ color: '#fff' }, 'color'],
    [{ backgroundColor: 'white' }, 'backgroundColor'],
    [{ postalAddress: '  ' }, 'postalAddress'],
    [{ postalAddress: 'x'.repeat(301) }, 'postalAddress'],
  ] as const)('with %j is wrong at %s', (part, field) => {
    expect(wrongIn({ ...look, ...part })).toEqual([field]);
  });
});

describe('the fonts', () => {
  it('are each fonts to the server, and have a name of their own', () => {
    for (const font of webSafeFonts)
      expect(shopThemeSchema.safeParse(themeOf({ ...look, fontFamily: font })).success).toBe(true);
    expect(new Set(webSafeFonts.map(fontName)).size).toBe(webSafeFonts.length);
  });

  it.each([
    ["'Trebuchet MS', sans-serif", 'Trebuchet MS'],
    ['Georgia', 'Georgia'],
    ['"Brand Sans", Arial', 'Brand Sans'],
  ])('of %s is called %s', (family, name) => {
    expect(fontName(family)).toBe(name);
  });

  it('keep one that the shop has and no device', () => {
    expect(fontsWith('Brand Sans, serif')[0]).toBe('Brand Sans, serif');
    expect(fontsWith('Georgia, serif')).toEqual(webSafeFonts);
    expect(fontsWith('')).toEqual(webSafeFonts);
  });
});
