import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newOfferSchema } from '../../../../server/mail/offers/offer.contract.ts';
import { aLedgerLine, anOffer } from '../../testing/an-offer.ts';
import { expiredIn, totalsOf } from './ledger-of.ts';
import { stateOf } from './offer-pill.tsx';
import { freshValues, isAmount, offerOf, valuesOf, wrongIn } from './offer-values.ts';
import type { OfferValues } from './offer-values.ts';

const amounts = fc.oneof(fc.constant(''), fc.constantFrom('5', '5.00', '0', '5,00', '-1', '1e3', '12345678'));
const values: fc.Arbitrary<OfferValues> = fc.record({
  title: fc.constantFrom('Ten off', ' Ten ', '', 'x'.repeat(121)),
  kind: fc.constantFrom('percentage', 'amount'),
  percent: fc.integer({ min: 1, max: 100 }),
  amount: amounts,
  minimum: amounts,
  appliesTo: fc.constantFrom('everything', 'products'),
  productIds: fc.uniqueArray(fc.integer({ min: 1, max: 9999 }).map(String), { maxLength: 4 }),
  validDays: fc.integer({ min: 1, max: 90 }),
  several: fc.boolean(),
});

describe('an offer in its fields', () => {
  it('that nothing is wrong in is one that the server takes, and no other', () => {
    fc.assert(
      fc.property(values, (one) => {
        const taken = newOfferSchema.safeParse({ id: 'one', ...offerOf(one) }).success;
        expect(wrongIn(one).length === 0).toBe(taken);
      }),
    );
  });

  it('is the same after it was stored and read again', () => {
    fc.assert(
      fc.property(values, (one) => {
        const stored = offerOf(one);
        expect(offerOf(valuesOf(anOffer(stored)))).toEqual(stored);
      }),
    );
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ title: 'Ten', kind: 'amount' }, 'amount'],
    [{ title: 'Ten', minimum: '50,00' }, 'minimum'],
    [{ title: 'Ten', appliesTo: 'products' }, 'productIds'],
  ] as const)('with %j is wrong at %s', (part, field) => {
    expect(wrongIn({ ...freshValues, ...part })).toEqual([field]);
  });

  it('keeps what was typed for the other kind', () => {
    expect(offerOf({ ...freshValues, title: 'Ten', kind: 'amount', amount: '5.00' }).terms.value).toEqual({
      kind: 'amount',
      amount: '5.00',
    });
  });

  it.each([
    ['5', true],
    ['0.01', true],
    ['9999999.99', true],
    ['0.00', false],
    ['.5', false],
    ['5.001', false],
    ['', false],
  ])('takes the amount %j: %s', (text, taken) => {
    expect(isAmount(text)).toBe(taken);
  });
});

describe('what became of codes', () => {
  it('is summed over flows, to the last cent and by currency', () => {
    const lines = [
      aLedgerLine({ costs: [{ currency: 'EUR', amount: '0.10', net: '0.10' }] }),
      aLedgerLine({
        flow: 'win-back',
        given: 5,
        live: 5,
        redeemed: 0,
        orders: 2,
        costs: [
          { currency: 'EUR', amount: '0.20', net: '0.20' },
          { currency: 'CHF', amount: '7', net: '6.5' },
        ],
      }),
      aLedgerLine({ offer: 'other' }),
    ];

    expect(totalsOf(lines, 'cart-10')).toEqual({
      given: 105,
      live: 25,
      redeemed: 30,
      expired: 50,
      orders: 33,
      costs: [
        { currency: 'CHF', amount: '7.00', net: '6.50' },
        { currency: 'EUR', amount: '0.30', net: '0.30' },
      ],
    });
  });

  it('of an offer without a line is nothing', () => {
    expect(totalsOf([aLedgerLine()], 'none')).toMatchObject({ given: 0, expired: 0, costs: [] });
  });

  it('adds up, and is never less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (given, live, redeemed) => {
        const expired = expiredIn({ given, live, redeemed });
        expect(expired).toBeGreaterThanOrEqual(0);
        expect(expired === 0 || expired + live + redeemed === given).toBe(true);
      }),
    );
  });

  it('is counted in whole cents, as many as there are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99_999), { minLength: 1, maxLength: 20 }), (all) => {
        const net = all.map((cents) => (cents / 100).toFixed(2));
        const lines = net.map((amount) => aLedgerLine({ costs: [{ currency: 'EUR', amount, net: amount }] }));
        const sum = all.reduce((total, one) => total + one, 0);
        expect(totalsOf(lines, 'cart-10').costs[0]?.net).toBe((sum / 100).toFixed(2));
      }),
    );
  });
});

describe('how an offer stands', () => {
  const discount = { state: 'refused', endsAt: null, problem: null } as const;

  it.each([
    ['archived, whatever the store says', { status: 'retired', discount } as const, 'shopify', 'retired'],
    ['as its discount', { discount } as const, 'shopify', 'refused'],
    ['on its way, before anybody looked', { discount: null }, 'shopify', 'making'],
    ['ready, where each code is a discount', { discount: null }, 'woocommerce', 'personal'],
  ])('is %s', (...[, changes, platform, state]) => {
    expect(stateOf(anOffer(changes), platform)).toBe(state);
  });
});
