import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carryDiscount } from './carry-discount.ts';

const shop = 'https://lumen.example';

describe('a link that carries a code', () => {
  it.each([
    [
      'https://lumen.example/1/checkouts/ab/recover?key=x%2By',
      'https://lumen.example/1/checkouts/ab/recover?key=x%2By&discount=K-1',
    ],
    ['https://lumen.example/cart/1:2', 'https://lumen.example/cart/1:2?discount=K-1'],
    ['https://lumen.example/cart?a=1#top', 'https://lumen.example/cart?a=1&discount=K-1#top'],
    [
      'https://lumen.example/products/a?b=c#d',
      'https://lumen.example/discount/K-1?redirect=%2Fproducts%2Fa%3Fb%3Dc%23d',
    ],
    ['https://lumen.example/', 'https://lumen.example/discount/K-1?redirect=%2F'],
    ['https://elsewhere.example/products/a', 'https://elsewhere.example/products/a'],
    ['no address', 'no address'],
    ['https://lumen.example/cart?discount=OTHER', 'https://lumen.example/cart?discount=OTHER'],
  ])('%s → %s', (target, expected) => {
    expect(carryDiscount(target, 'K-1', shop)).toBe(expected);
  });

  it('loses no parameter of a checkout, whatever they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()), (parameters) => {
        const query = new URLSearchParams(parameters);
        const carried = new URL(
          carryDiscount(`${shop}/checkouts/t/recover?${query.toString()}`, 'K-1', shop),
        );

        for (const [name, value] of query) expect(carried.searchParams.get(name)).toBe(value);
        expect(carried.searchParams.get('discount')).toBe(parameters['discount'] ?? 'K-1');
      }),
    );
  });

  it('says where the redirect goes, with all of it, on any other page', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const { origin, pathname, search, hash } = new URL(address);
        fc.pre(!/\/(checkouts?|cart)(\/|$)/.test(pathname));
        const carried = new URL(carryDiscount(address, 'K-1', origin));

        expect(carried.searchParams.get('redirect')).toBe(`${pathname}${search}${hash}`);
      }),
    );
  });
});
