import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  aCheckout,
  aContact,
  ada,
  aLine,
  anEvent,
  aProduct,
  bob,
  day,
  minute,
  shopId,
} from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';

let bench: FlowBench;

beforeEach(async () => {
  bench = createFlowBench();
  bench.memory.checkouts.set('checkout-a', aCheckout());
  await bench.react(shopId, [anEvent('checkout.updated', 'checkout-a')]);
});

const contentOf = async (changes: Parameters<typeof aCheckout>[0] = {}) => {
  bench.memory.checkouts.set('checkout-a', aCheckout(changes));
  const content = await bench.kinds
    .get('abandoned-checkout')
    ?.content(bench.memory.shop, await bench.waiting(), minute(30));
  return [...(content?.values() ?? [])][0];
};

const soldOut = [{ id: 'soap-v', title: 'V', price: '12.00', available: false }];

describe('what the mail shows', () => {
  it('shows lines with pictures and prices, the total, and leaves the way back untouched', async () => {
    bench.memory.products.set('soap', aProduct('soap'));

    const content = await contentOf({
      lines: [
        aLine('soap', { quantity: 2, variantTitle: 'Default Title' }),
        aLine('oil', { price: '1024.5' }),
      ],
      total: { amount: '1048.5', currency: 'EUR' },
    });

    expect(content).toMatchObject({
      customer: { firstName: 'Ada' },
      actionUrl: 'https://lumen.example/recover?key=1&x=%20',
      total: '€1,048.50',
      lines: [
        {
          title: 'Product soap',
          variantTitle: undefined,
          quantity: 2,
          price: '€12.00',
          imageUrl: 'https://cdn.example/soap.png',
          url: 'https://lumen.example/products/soap',
        },
        { title: 'Product oil', price: '€1,024.50', url: 'https://lumen.example/recover?key=1&x=%20' },
      ],
    });
  });

  it('writes money as people of the shop do', async () => {
    const kind = bench.kinds.get('abandoned-checkout');
    const shop = { ...bench.memory.shop, locale: 'de-DE' };

    const content = await kind?.content(shop, await bench.waiting(), minute(30));

    expect([...(content?.values() ?? [])]).toMatchObject([{ total: '12,00\u00A0€' }]);
  });
});

describe('when there is nothing to say', () => {
  it.each([
    ['checkout_gone', { deletedAt: minute(5) }],
    ['already_ordered', { completedAt: minute(5) }],
    ['nothing_to_buy', { lines: [] }],
    ['total_zero', { total: { amount: '0.00', currency: 'EUR' } }],
    ['checkout_gone', { contact: bob }],
  ])('says %s', async (none, changes) => {
    expect(await contentOf(changes)).toEqual({ none });
  });

  it('is out of stock when all of its products are known to be', async () => {
    bench.memory.products.set('soap', aProduct('soap', { variants: soldOut }));

    expect(await contentOf()).toEqual({ none: 'out_of_stock' });
    expect(await contentOf({ lines: [aLine('soap'), aLine('unknown')] })).toHaveProperty('lines');
  });

  it('is out of stock when the product was withdrawn', async () => {
    bench.memory.products.set('soap', aProduct('soap', { deletedAt: day(0) }));

    expect(await contentOf()).toEqual({ none: 'out_of_stock' });
  });

  it('still belongs to a contact that was merged into another', async () => {
    bench.memory.contacts.set(bob, aContact({ id: bob, firstName: 'Robert' }));
    bench.memory.aliases.set(ada, bob);

    expect(await contentOf({ contact: bob })).toMatchObject({ customer: { firstName: 'Robert' } });
  });
});
