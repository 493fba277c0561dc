import { describe, expect, it } from '@jest/globals';
import { newOfferSchema, offerChangeSchema } from './offer.contract.ts';
import { shortfall } from './stock-offers.ts';

const good = {
  id: 'ten',
  title: 'Ten off',
  terms: {
    value: { kind: 'percentage', percent: 10 },
    minimum: '30.00',
    appliesTo: { kind: 'products', productIds: ['1', '2'] },
  },
  validDays: 7,
};
const withTerms = (terms: object) => ({ ...good, terms: { ...good.terms, ...terms } });

describe('what an offer may be', () => {
  it('takes a share or an amount, with or without a minimum', () => {
    expect(newOfferSchema.parse(good)).toEqual({ ...good, several: false });
    expect(newOfferSchema.safeParse(withTerms({ minimum: null })).success).toBe(true);
    expect(newOfferSchema.safeParse(withTerms({ value: { kind: 'amount', amount: '5' } })).success).toBe(
      true,
    );
  });

  it.each([
    ['an id with a slash', { ...good, id: 'a/b' }],
    ['an id that is a query', { ...good, id: { $ne: '' } }],
    ['no title', { ...good, title: '  ' }],
    ['a title of two lines', { ...good, title: 'a\nb' }],
    ['half a character', { ...good, title: '\ud800' }],
    ['no day', { ...good, validDays: 0 }],
    ['a year', { ...good, validDays: 365 }],
    ['half a day', { ...good, validDays: 1.5 }],
    ['more than everything', withTerms({ value: { kind: 'percentage', percent: 101 } })],
    ['nothing', withTerms({ value: { kind: 'percentage', percent: 0 } })],
    ['a negative amount', withTerms({ value: { kind: 'amount', amount: '-5.00' } })],
    ['an amount of zero', withTerms({ value: { kind: 'amount', amount: '0.00' } })],
    ['an amount in scientific notation', withTerms({ value: { kind: 'amount', amount: '1e3' } })],
    ['an amount as a number', withTerms({ value: { kind: 'amount', amount: 5 } })],
    ['thousandths', withTerms({ minimum: '1.005' })],
    ['no product', withTerms({ appliesTo: { kind: 'products', productIds: [] } })],
    ['a product twice', withTerms({ appliesTo: { kind: 'products', productIds: ['1', '1'] } })],
    ['another’s gid', withTerms({ appliesTo: { kind: 'products', productIds: ['gid://x/1'] } })],
    ['a field too many', { ...good, shop: 'other.myshopify.com' }],
    ['a generation', { ...good, generation: 9 }],
  ])('refuses %s', (_what, offer) => {
    expect(newOfferSchema.safeParse(offer).success).toBe(false);
  });

  it('takes no change that changes nothing, or the status', () => {
    expect(offerChangeSchema.safeParse({ rev: 0 }).success).toBe(false);
    expect(offerChangeSchema.safeParse({ rev: 0, status: 'active' }).success).toBe(false);
    expect(offerChangeSchema.safeParse({ rev: 0, title: 'Other' }).success).toBe(true);
  });
});

describe('how many codes are to be added', () => {
  const of = (free: number, lastDay: number, lastWeek = lastDay): number =>
    shortfall({ free, making: 0 }, { lastDay, lastWeek });

  it.each([
    ['a pool that was never filled', of(0, 0), 250],
    ['a pool that is full', of(250, 0), 0],
    ['a pool at its low level', of(50, 0), 0],
    ['a pool below it', of(49, 0), 201],
    ['codes on their way count', shortfall({ free: 0, making: 250 }, { lastDay: 0, lastWeek: 0 }), 0],
    ['a busy day: four days ahead', of(100, 1000), 3900],
    ['a busy week', of(0, 0, 7000), 4000],
    ['enough for a day and a half', of(1500, 1000), 0],
  ])('%s', (_what, found, expected) => {
    expect(found).toBe(expected);
  });
});
