import { describe, expect, it } from '@jest/globals';
import { aLine, aProduct, aShop, day } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import { isBuyable } from './availability.ts';
import { formatDay, formatMoney } from './format-for-shop.ts';
import { lineCard, offeredVariant, productCard } from './product-card.ts';
import { dateVariable, numberVariable, textVariable } from './read-variables.ts';

const variant = (id: string, changes: object = {}) => ({ id, title: id, price: '5.00', ...changes });

describe('money and days', () => {
  it.each([
    ['en-US', { amount: '24', currency: 'USD' }, '$24.00'],
    ['en-GB', { amount: '1234.5', currency: 'EUR' }, '€1,234.50'],
    ['ja-JP', { amount: '1200', currency: 'JPY' }, '¥1,200'],
    ['en', { amount: 'free', currency: 'EUR' }, 'free EUR'],
    ['en', { amount: '2.00', currency: 'POINTS' }, '2.00 POINTS'],
    ['not a locale', { amount: '2.00', currency: 'EUR' }, '2.00 EUR'],
  ])('writes for %s', (locale, money, expected) => {
    expect(formatMoney(money, locale).replaceAll('￥', '¥')).toBe(expected);
  });

  it('names the day it was in the shop', () => {
    const late = new Date('2026-03-02T23:30:00Z');

    expect(formatDay(late, { locale: 'en-GB', zone: 'Europe/Berlin' })).toBe('3 March 2026');
  });
});

describe('stock', () => {
  it.each([
    ['an unknown product', undefined, true],
    ['stock nobody told us of', aProduct('a', { variants: [variant('v')] }), true],
    [
      'another variant that is there',
      aProduct('a', { variants: [variant('w', { available: false }), variant('v')] }),
      true,
    ],
    ['nothing left of it', aProduct('a', { variants: [variant('v', { available: false })] }), false],
    ['a draft', aProduct('a', { status: 'draft' }), false],
    ['a deleted product', aProduct('a', { deletedAt: day(0) }), false],
  ])('counts %s', (_name, product, expected) => {
    expect(isBuyable(product, 'v')).toBe(expected);
  });

  it('asks for the variant that was chosen', () => {
    const product = aProduct('a', { variants: [variant('v', { available: false }), variant('w')] });

    expect([isBuyable(product, 'v'), isBuyable(product, 'w'), isBuyable(product)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('cards', () => {
  it('offers the cheapest variant that can be had', () => {
    const variants = [
      variant('a', { price: '9.00' }),
      variant('b', { price: '3.00', available: false }),
      variant('c'),
    ];

    expect(offeredVariant(aProduct('p', { variants }))?.id).toBe('c');
  });

  it('leads to the page of the product, else its handle, else the fallback', () => {
    const shop = aShop({ url: 'https://lumen.example/' });
    const own = productCard(shop, aProduct('p', { url: 'https://other.example/p' })).url;
    const byHandle = productCard(shop, aProduct('p', { handle: 'ö l' })).url;
    const line = lineCard(aLine('p'), {
      shop,
      currency: 'EUR',
      product: undefined,
      fallbackUrl: 'https://back.example',
    });

    expect([own, byHandle, line.url]).toEqual([
      'https://other.example/p',
      'https://lumen.example/products/%C3%B6%20l',
      'https://back.example',
    ]);
  });

  it('shows the variant only where it has a name of its own', () => {
    const context = { shop: aShop(), currency: 'EUR', product: aProduct('p'), fallbackUrl: '' };
    const titles = ['Default Title', '', 'Amber'].map(
      (variantTitle) => lineCard(aLine('p', { variantTitle }), context).variantTitle,
    );

    expect(titles).toEqual([undefined, undefined, 'Amber']);
  });

  it('has a sample for every kind, in the currency of the shop', () => {
    for (const kind of createFlowBench().kinds.values()) {
      const sample = kind.sample(aShop({ currency: 'USD', locale: 'en-US' }));

      expect(sample.actionUrl).toBe('https://lumen.example');
      expect([...sample.lines, ...sample.suggestions].every(({ price }) => price?.startsWith('$'))).toBe(
        true,
      );
    }
  });
});

describe('variables', () => {
  it('reads only what is of the kind', () => {
    const variables = { text: 'a', empty: '', count: 3, date: '2026-03-02T10:00:00.000Z', none: null };

    expect([
      textVariable(variables, 'text'),
      textVariable(variables, 'empty'),
      textVariable(variables, 'count'),
    ]).toEqual(['a', undefined, undefined]);
    expect([numberVariable(variables, 'count'), numberVariable(variables, 'text')]).toEqual([3, undefined]);
    expect([
      dateVariable(variables, 'date'),
      dateVariable(variables, 'text'),
      dateVariable(variables, 'gone'),
    ]).toEqual([day(0), undefined, undefined]);
  });
});
