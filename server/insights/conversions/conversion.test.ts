import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asContactId, asFlowId, asMessageId, asShopId } from '../../lib/brand.ts';
import { buildOrderFact, builtAt } from '../../testing/shop/build-facts.ts';
import type { Order } from '../../shop/catalog.ts';
import { attributionMs, conversionOf, creditedTouch, weightOf } from './conversion.ts';
import type { Touch } from './conversion.ts';

const hourMs = 3_600_000;
const order = { placedAt: builtAt };

const touch = (by: Touch['by'], hoursBefore: number, message = 'm1'): Touch => ({
  by,
  message: asMessageId(message),
  flow: asFlowId('abandoned-checkout'),
  step: 'checkout-1',
  at: new Date(builtAt.getTime() - hoursBefore * hourMs),
});

describe('the touch an order is credited to', () => {
  it.each([
    ['nothing, where nobody touched anything', [], undefined],
    ['a click', [touch('click', 1)], 'm1'],
    ['the last of several clicks', [touch('click', 2, 'first'), touch('click', 1, 'last')], 'last'],
    ['a click at the very moment', [touch('click', 0)], 'm1'],
    ['no click after the order', [touch('click', -1)], undefined],
    ['a click at the end of the window', [touch('click', attributionMs / hourMs)], 'm1'],
    ['no click from before the window', [touch('click', attributionMs / hourMs + 0.001)], undefined],
    ['the mail whose code was used, however old', [touch('code', 24 * 30)], 'm1'],
    ['a click rather than a code', [touch('click', 100, 'clicked'), touch('code', 1, 'coded')], 'clicked'],
    [
      'the code where the click is too old',
      [touch('click', 200, 'clicked'), touch('code', 1, 'coded')],
      'coded',
    ],
    ['the later mail of two that show one code', [touch('code', 48, 'one'), touch('code', 24, 'two')], 'two'],
  ])('is %s', (_name, touches, expected) => {
    expect(creditedTouch(order, touches)?.message).toBe(expected);
  });

  it('is the same in whatever sequence they were heard of, and inside the window if it is a click', () => {
    const anyTouch = fc
      .tuple(
        fc.constantFrom('click' as const, 'code' as const),
        fc.integer({ min: -50, max: 200 }),
        fc.nat(5),
      )
      .map(([by, hours, message]) => touch(by, hours, `m${message}`));
    fc.assert(
      fc.property(fc.array(anyTouch, { maxLength: 8 }), (touches) => {
        const found = creditedTouch(order, touches);

        expect(creditedTouch(order, touches.toReversed())).toEqual(found);
        if (found?.by === 'click') {
          expect(found.at <= builtAt).toBe(true);
          expect(builtAt.getTime() - found.at.getTime()).toBeLessThanOrEqual(attributionMs);
        }
        if (found?.by === 'code')
          expect(touches.some((each) => each.by === 'click' && creditedTouch(order, [each]))).toBe(false);
      }),
    );
  });

  it('weighs a click more than any code, and the later more than the earlier', () => {
    const inOrder = [touch('code', 9), touch('code', 1), touch('click', 9), touch('click', 1)];

    const weights = inOrder.map(weightOf);

    expect(weights.toSorted()).toEqual(weights);
  });
});

describe('a conversion', () => {
  const shop = asShopId('lumen.myshopify.com');
  const told = (changes: Partial<Order> = {}): Order => ({
    ...buildOrderFact().order,
    shop,
    contact: asContactId('mara'),
    ...changes,
  });

  it.each([
    ['24.00', '24.00'],
    ['24', '24.00'],
    ['0', '0.00'],
    ['-3.00', '0.00'],
    ['many', '0.00'],
  ])('of an order worth %s now is %s', (amount, net) => {
    const total = { amount, currency: 'EUR' };

    expect(conversionOf(told({ total }), touch('click', 1))).toMatchObject({ net, currency: 'EUR' });
  });

  it('says that the order was cancelled, and keeps its touch', () => {
    const conversion = conversionOf(told({ cancelledAt: builtAt }), touch('code', 1));

    expect(conversion).toMatchObject({ order: '5001', cancelled: true, by: 'code', message: 'm1' });
  });
});
