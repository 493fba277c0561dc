import { describe, expect, it } from '@jest/globals';
import { aLine, aProduct, aShop, day } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import { isBuyable } from './availability.ts';
import { formatAgo, formatDay, formatMoney } from './format-for-shop.ts';
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

describe('how long ago', () => {
  it.each([
    ['en', 0, 'today'],
    ['de', 0, 'heute'],
    ['en', 1, 'yesterday'],
    ['en', 13, '13 days ago'],
    ['en', 14, '2 weeks ago'],
    ['de', 30, 'vor 4 Wochen'],
    ['fr', 5, 'il y a 5 jours'],
    ['es', 90, 'hace 13 semanas'],
    ['en', 91, '3 months ago'],
    ['zh-Hans', 200, '7个月前'],
    ['not a locale', 200, '7 months ago'],
  ])('in %s %d days are %s', (locale, days, words) => {
    const now = new Date('2026-11-03T12:00:00Z');

    expect(formatAgo(new Date(now.getTime() - days * 86_400_000), now, locale)).toBe(words);
  });

  it('is today for what is still to come by a clock that runs ahead', () => {
    expect(formatAgo(new Date('2026-11-04T12:00:00Z'), new Date('2026-11-03T12:00:00Z'), 'en')).toBe('today');
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
