import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupsOf } from './bulk-lines.ts';
import { allocationsSchema, graphDiscountsOf } from './graph-discounts.ts';
import { orderFacts } from './order-facts.ts';

const money = (amount: number) => ({ shopMoney: { amount } });
const line = (...parts: readonly (readonly [code: string | null, amount: number])[]) => ({
  discountAllocations: parts.map(([code, amount]) => ({
    allocatedAmountSet: money(amount),
    discountApplication: { code },
  })),
});
const order = (discountCodes: readonly string[], whole: number, left = whole) => ({
  discountCodes: [...discountCodes],
  totalDiscountsSet: money(whole),
  currentTotalDiscountsSet: money(left),
});

describe('the discounts of an order from the Admin API', () => {
  it.each([
    ['no code', order([], 0), [line()], undefined],
    [
      'one code over two lines',
      order(['TEN'], 4.8),
      [line(['TEN', 2.4]), line(['TEN', 2.4])],
      [{ code: 'TEN', amount: '4.80', net: '4.80' }],
    ],
    [
      'two codes, each by its own parts',
      order(['TEN', 'VIP'], 7),
      [line(['TEN', 4], ['VIP', 2]), line(['TEN', 1])],
      [
        { code: 'TEN', amount: '5.00', net: '5.00' },
        { code: 'VIP', amount: '2.00', net: '2.00' },
      ],
    ],
    [
      'an automatic discount beside a code',
      order(['TEN'], 9),
      [line(['TEN', 4], [null, 5])],
      [{ code: 'TEN', amount: '4.00', net: '4.00' }],
    ],
    [
      'a code that spares the shipping only',
      order(['SHIP'], 4.9),
      [line()],
      [{ code: 'SHIP', amount: '4.90', net: '4.90' }],
    ],
    [
      'two codes of which no line tells: nobody knows which took what',
      order(['A', 'B'], 6),
      [line()],
      [
        { code: 'A', amount: '0.00', net: '0.00' },
        { code: 'B', amount: '0.00', net: '0.00' },
      ],
    ],
    [
      'other capitals in the line than in the list',
      order(['Ten'], 3),
      [line(['TEN', 3])],
      [{ code: 'Ten', amount: '3.00', net: '3.00' }],
    ],
    [
      'half of it returned',
      order(['TEN'], 4, 2),
      [line(['TEN', 4])],
      [{ code: 'TEN', amount: '4.00', net: '2.00' }],
    ],
    [
      'all of it returned',
      order(['TEN'], 4, 0),
      [line(['TEN', 4])],
      [{ code: 'TEN', amount: '4.00', net: '0.00' }],
    ],
  ])('are what its webhook would say: %s', (...[, told, lines, expected]) => {
    expect(graphDiscountsOf(told, lines)).toEqual(expected);
  });

  it('never say more than was taken off', () => {
    const parts = fc.array(fc.tuple(fc.constantFrom('A', 'B', null), fc.integer({ min: 0, max: 500 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, more, kept) => {
          const whole = given.reduce((sum, [, amount]) => sum + amount, 0) + more;
          const found = graphDiscountsOf(order(['A', 'B'], whole, whole * kept), [line(...given)]) ?? [];
          const all = found.reduce((sum, { amount }) => sum + Number(amount), 0);
          expect(all).toBeLessThanOrEqual(whole);
          for (const { amount, net } of found) expect(Number(net)).toBeLessThanOrEqual(Number(amount));
        },
      ),
    );
  });

  it('reads amounts as text, as a bulk file has them', () => {
    const allocations = allocationsSchema.parse([
      { allocatedAmountSet: { shopMoney: { amount: '2.50' } }, discountApplication: { code: 'TEN' } },
    ]);

    expect(graphDiscountsOf(order(['TEN'], 2.5), [{ discountAllocations: allocations }])).toEqual([
      { code: 'TEN', amount: '2.50', net: '2.50' },
    ]);
  });

  it('are unknown to files asked for before anybody asked for them, which still read', () => {
    const [group] = groupsOf([
      JSON.stringify({
        id: 'gid://shopify/Order/1',
        name: '#1',
        createdAt: '2026-05-01T10:00:00Z',
        updatedAt: '2026-05-01T10:00:00Z',
        test: false,
        currentTotalPriceSet: { shopMoney: { amount: '24.00', currencyCode: 'EUR' } },
        fulfillments: [],
      }),
    ]);
    if (group === undefined) throw new Error('no group');

    expect(orderFacts(group)).toMatchObject([{ kind: 'order', order: { id: '1', discounts: undefined } }]);
  });
});
