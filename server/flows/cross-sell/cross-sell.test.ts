import { beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId } from '../../lib/brand.ts';
import { aLine, anEvent, anOrder, aProduct, day, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import type { StoreEventType } from '../../shop/store-event.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.clock.set(day(1));
});

const hear = async (type: StoreEventType, changes: Parameters<typeof anOrder>[0] = {}): Promise<void> => {
  const order = anOrder(changes);
  bench.memory.orders.set(order.id, order);
  await bench.react(shopId, [anEvent(type, order.id, { at: order.placedAt })]);
};

const ofCrossSell = async () => (await bench.waiting()).filter(({ flow }) => flow === 'cross-sell');

/** Strangers who bought these together, and others who bought neither. */
const history = (productIds: readonly string[], times: number): void => {
  for (let n = 0; n < times; n += 1) {
    const contact = asContactId(`stranger-${productIds.join('-')}-${n}`);
    const id = `past-${productIds.join('-')}-${n}`;
    const lines = productIds.map((productId) => aLine(productId));
    bench.memory.orders.set(
      id,
      anOrder({ id, contact, customerId: id, address: id, lines, placedAt: day(-30 - n) }),
    );
  }
};

const offer = (id: string, changes: Parameters<typeof aProduct>[1] = {}): void => {
  bench.memory.products.set(id, aProduct(id, changes));
};

const suggested = async () => {
  const content = await bench.kinds
    .get('cross-sell')
    ?.content(bench.memory.shop, await ofCrossSell(), bench.clock.now());
  const [one] = content?.values() ?? [];
  if (one === undefined || 'none' in one) return one;
  return one.suggestions.map(({ productId, note }) => [productId, note]);
};

describe('entering', () => {
  it('is due thirty days after the order', async () => {
    await hear('order.placed', { placedAt: minute(0) });

    expect(await ofCrossSell()).toMatchObject([
      { about: 'order-1', dueAt: new Date('2026-04-01T09:00:00Z') },
    ]);
  });

  it('is due fourteen days after fulfilment once that is known', async () => {
    await hear('order.placed', { placedAt: minute(0) });
    await hear('order.fulfilled', { placedAt: minute(0), fulfilledAt: day(1) });

    expect(await ofCrossSell()).toMatchObject([{ anchorAt: day(1), dueAt: day(15) }]);
  });

  it('enters once an order', async () => {
    await hear('order.placed');
    await hear('order.placed');
    await hear('order.placed', { id: 'order-2' });

    expect((await ofCrossSell()).map(({ about }) => about)).toEqual(['order-1', 'order-2']);
  });

  it('exits when the order is cancelled, or nothing of it was kept', async () => {
    await hear('order.placed');
    await hear('order.cancelled', { cancelledAt: day(1) });
    await hear('order.placed', { id: 'order-2' });
    await hear('order.refunded', { id: 'order-2', refundedProductIds: ['soap'] });

    expect(await ofCrossSell()).toEqual([]);
    expect(
      bench.decisions
        .filter(({ flow, kind }) => flow === 'cross-sell' && kind === 'exited')
        .map(({ reason }) => reason),
    ).toEqual(['cancelled', 'refunded']);
  });
});

describe('choosing', () => {
  beforeEach(() => {
    history(['soap', 'dish'], 6);
    history(['soap', 'brush'], 3);
    history(['lamp', 'bulb'], 9);
    for (const id of ['soap', 'dish', 'brush', 'lamp', 'bulb']) offer(id, { vendor: `vendor-${id}` });
  });

  const buySoap = () => hear('order.placed', { lines: [aLine('soap', { vendor: 'vendor-soap' })] });

  it('suggests what others bought with it, best first', async () => {
    await buySoap();

    expect(await suggested()).toEqual([
      ['dish', 'Often bought together'],
      ['brush', 'Often bought together'],
    ]);
  });

  it('never suggests what the person owns from any earlier order', async () => {
    await hear('order.placed', {
      id: 'order-0',
      placedAt: day(-200),
      contact: undefined,
      lines: [aLine('dish')],
    });
    await buySoap();

    expect(await suggested()).toEqual([['brush', 'Often bought together']]);
  });

  it.each([
    ['out of stock', { variants: [{ id: 'v', title: 'V', price: '1.00', available: false }] }],
    ['a draft', { status: 'draft' as const }],
    ['deleted', { deletedAt: day(1) }],
    ['without a price', { variants: [{ id: 'v', title: 'V', price: '0.00' }] }],
    ['without a picture', { imageUrl: undefined }],
  ])('never suggests what is %s', async (_name, changes) => {
    offer('dish', { vendor: 'vendor-dish', ...changes });
    await buySoap();

    expect(await suggested()).toEqual([['brush', 'Often bought together']]);
  });

  it('chooses again when a suggestion was bought meanwhile', async () => {
    await buySoap();
    bench.memory.orders.set('order-2', anOrder({ id: 'order-2', placedAt: day(2), lines: [aLine('dish')] }));

    expect(await suggested()).toEqual([['brush', 'Often bought together']]);
  });

  it('falls back to what sells best of the type that people come to next', async () => {
    const bath = ['sponge', 'bath-a', 'bath-b'];
    for (const id of bath) offer(id, { vendor: `vendor-${id}`, productType: 'Bath' });
    for (const id of ['towel', 'robe']) offer(id, { vendor: `vendor-${id}`, productType: 'Textiles' });
    offer('cup', { vendor: 'vendor-cup', productType: 'Kitchen' });
    // Hardly anybody bought the sponge; who bought something else of its type came to textiles, few to a cup.
    history(['sponge'], 1);
    for (const id of bath.slice(1)) {
      history([id, 'towel'], 3);
      history([id, 'robe'], 2);
    }
    history(['cup'], 40);

    await hear('order.placed', { lines: [aLine('sponge', { vendor: 'vendor-sponge' })] });

    expect(await suggested()).toEqual([
      ['towel', 'Popular in Textiles'],
      ['robe', 'Popular in Textiles'],
    ]);
  });

  it('falls back to another type of the same vendor', async () => {
    offer('dish', { vendor: 'vendor-soap', productType: 'Accessories', imageUrl: undefined });
    offer('brush', { status: 'archived' });
    offer('towel', { vendor: 'vendor-soap', productType: 'Textiles' });
    offer('soap-2', { vendor: 'vendor-soap', productType: 'Bath' });
    await buySoap();

    expect(await suggested()).toEqual([['towel', 'Also by vendor-soap']]);
  });

  it.each([['Bath'], [undefined]])(
    'ends with the same vendor alone, whatever the type (%s)',
    async (productType) => {
      offer('dish', { status: 'archived' });
      offer('brush', { status: 'archived' });
      offer('soap-2', { vendor: 'vendor-soap', productType });
      await buySoap();

      expect(await suggested()).toEqual([['soap-2', 'Also by vendor-soap']]);
    },
  );

  it('has nothing to say when nothing suits', async () => {
    await hear('order.placed', { lines: [aLine('unknown', { vendor: undefined })] });

    expect(await suggested()).toEqual({ none: 'no_suggestion' });
  });

  it('leads to the first suggestion and names what was bought', async () => {
    await buySoap();

    const content = await bench.kinds
      .get('cross-sell')
      ?.content(bench.memory.shop, await ofCrossSell(), bench.clock.now());

    expect([...(content?.values() ?? [])]).toMatchObject([
      {
        actionUrl: 'https://lumen.example/products/dish',
        words: { productTitle: 'Product soap', orderName: '#1001' },
      },
    ]);
  });
});
