import { beforeEach, describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import {
  ada,
  anEvent,
  anOrder,
  aLine,
  aProduct,
  day,
  hour,
  minute,
  shopId,
} from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';

const browse = asFlowId('browse-abandonment');
let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const look = (productId: string, at: Date, changes: Partial<StoreEvent> = {}): StoreEvent =>
  anEvent('product.viewed', productId, { at, data: { productId, productIds: [productId] }, ...changes });
const fill = (productIds: readonly string[], at: Date): StoreEvent =>
  anEvent('cart.updated', 'visitor', { at, data: { productIds: [...productIds] } });

const hear = async (...events: readonly StoreEvent[]): Promise<void> => {
  const newest = Math.max(...events.map(({ at }) => at.getTime()));
  bench.clock.set(new Date(Math.max(bench.clock.now().getTime(), newest)));
  await bench.hear(...events);
};

const waiting = async () => (await bench.waiting()).filter(({ flow }) => flow === browse);

const buy = async (productId: string, at: Date): Promise<void> => {
  const order = anOrder({ id: `order-${productId}`, lines: [aLine(productId)], placedAt: at, updatedAt: at });
  bench.memory.orders.set(order.id, order);
  await hear(anEvent('order.placed', order.id, { at }));
};

describe('entering', () => {
  it('takes two looks at one product, and counts 4 hours from the last', async () => {
    await hear(look('lamp', minute(0)));
    expect(await waiting()).toEqual([]);

    await hear(look('lamp', minute(50)));

    expect(await waiting()).toMatchObject([
      { about: 'lamp', contact: ada, anchorAt: minute(50), dueAt: minute(50 + 240) },
    ]);
    expect(bench.story(browse)).toEqual(['entered product.viewed']);
  });

  it('counts from a later look, until the first mail', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
    await hear(look('lamp', minute(90)));
    expect(await waiting()).toMatchObject([{ anchorAt: minute(90), dueAt: minute(330) }]);

    for (const { id } of await waiting()) bench.mailed.add(id);
    await hear(look('lamp', minute(400)));

    expect(await waiting()).toMatchObject([{ anchorAt: minute(90) }]);
  });

  it('does not count looks at different products together, nor looks a week apart', async () => {
    await hear(look('lamp', minute(0)), look('soap', minute(1)));
    await hear(look('lamp', day(7)));

    expect(await waiting()).toEqual([]);
    expect(bench.decisions).toEqual([]);
  });

  it('counts a look of just under a week ago', async () => {
    await hear(look('lamp', minute(0)));
    await hear(look('lamp', minute(7 * 1440 - 1)));

    expect(await waiting()).toHaveLength(1);
  });

  it('knows nothing of somebody nobody knows', async () => {
    await hear(
      look('lamp', minute(0), { contact: undefined }),
      look('lamp', minute(1), { contact: undefined }),
    );

    expect(await waiting()).toEqual([]);
  });

  it('enters once however often and in whatever order it is heard', async () => {
    const looks = [0, 10, 20].map((at) => look('lamp', minute(at)));
    for (const order of [
      [2, 0, 1],
      [0, 1, 2],
      [1, 0, 2],
    ] as const)
      for (const index of order) await hear(...[looks[index]].filter((one) => one !== undefined));

    expect(await waiting()).toMatchObject([{ about: 'lamp', anchorAt: minute(20) }]);
    expect(bench.story(browse).filter((line) => line.startsWith('entered'))).toHaveLength(1);
  });

  it.each([
    ['a cart with it in between', fill(['lamp'], minute(5)), 0],
    ['a cart with something else', fill(['soap'], minute(5)), 1],
    [
      'a checkout with it',
      anEvent('checkout.updated', 'c1', { at: minute(5), data: { productIds: ['lamp'] } }),
      0,
    ],
  ])('after %s: %#', async (_name, between, expected) => {
    await hear(look('lamp', minute(0)), between, look('lamp', minute(10)));

    expect(await waiting()).toHaveLength(expected);
  });

  it('does not enter who bought it lately, and says so', async () => {
    await buy('lamp', day(-3));

    await hear(look('lamp', minute(0)));
    await hear(look('lamp', minute(1)));

    expect(await waiting()).toEqual([]);
    expect(bench.story(browse)).toEqual(['not-entered already_ordered']);
  });

  it('enters who bought it long ago', async () => {
    await buy('lamp', day(-31));

    await hear(look('lamp', minute(0)), look('lamp', minute(1)));

    expect(await waiting()).toHaveLength(1);
  });

  it('does not enter who has unsubscribed', async () => {
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed'));

    await hear(look('lamp', minute(0)));
    await hear(look('lamp', minute(1)));

    expect(bench.story(browse)).toEqual(['not-entered unsubscribed']);
  });

  it('leaves alone who is back within 14 days, and begins anew after', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
    await hear(fill(['lamp'], minute(2)));
    await hear(look('lamp', day(10)), look('lamp', day(10.1)));
    expect(await waiting()).toEqual([]);

    await hear(look('lamp', day(15)), look('lamp', day(15.1)));

    expect(await waiting()).toMatchObject([{ anchorAt: day(15.1) }]);
  });
});

describe('leaving', () => {
  it.each([
    ['a cart with it', () => hear(fill(['soap', 'lamp'], minute(30))), 'came_back'],
    [
      'a checkout with it',
      () => hear(anEvent('checkout.updated', 'c1', { at: minute(30), data: { productIds: ['lamp'] } })),
      'came_back',
    ],
    ['its purchase', () => buy('lamp', minute(30)), 'ordered'],
  ])('ends by %s', async (_name, act, reason) => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));

    await act();

    expect(await waiting()).toEqual([]);
    expect(bench.story(browse).at(-1)).toBe(`exited ${reason}`);
  });

  it('goes on when something else is bought or put into a cart', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
    await buy('soap', minute(20));
    await hear(fill(['soap'], minute(30)), fill([], minute(31)));

    expect(await waiting()).toHaveLength(1);
  });

  it('ends when it is heard late that a cart came between the looks', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(10)));

    await hear(fill(['lamp'], minute(5)));

    expect(await waiting()).toEqual([]);
    expect(bench.story(browse).at(-1)).toBe('exited came_back');
  });

  it('is about the product looked at last: a newer one takes over', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
    await hear(look('soap', minute(20)), look('soap', minute(21)));

    expect(await waiting()).toMatchObject([{ about: 'soap' }]);
    expect(bench.story(browse)).toContain('exited superseded');
  });

  it('is about the product looked at last also when that was heard of first', async () => {
    await hear(look('soap', minute(20)), look('soap', minute(21)));
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));

    expect(await waiting()).toMatchObject([{ about: 'soap' }]);
    expect(bench.story(browse).at(-1)).toBe('not-entered superseded');
  });

  it('takes nobody’s place once it is over itself', async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
    await hear(look('soap', minute(20)), look('soap', minute(21)));

    await hear(look('lamp', minute(40)));

    expect(await waiting()).toMatchObject([{ about: 'soap' }]);
  });
});

describe('the mail', () => {
  const contentOf = async () => {
    const kind = bench.kinds.get('browse-abandonment');
    const [enrollment] = await waiting();
    if (kind === undefined || enrollment === undefined) return undefined;
    const contents = await kind.content(bench.memory.shop, [enrollment], hour(4));
    return contents.get(enrollment.id);
  };
  beforeEach(async () => {
    await hear(look('lamp', minute(0)), look('lamp', minute(1)));
  });

  it('shows the product and others like it that can be had, the same type first', async () => {
    const products = [
      aProduct('lamp', { productType: 'Lamp' }),
      aProduct('a-soap', { productType: 'Bath' }),
      aProduct('b-lamp', { productType: 'Lamp' }),
      aProduct('gone', { productType: 'Lamp', status: 'archived' }),
      aProduct('bare', { productType: 'Lamp', imageUrl: undefined }),
      aProduct('foreign', { productType: 'Lamp', vendor: 'Sol' }),
    ];
    for (const product of products) bench.memory.products.set(product.id, product);

    const content = await contentOf();

    expect(content).toMatchObject({
      customer: { firstName: 'Ada' },
      lines: [{ productId: 'lamp' }],
      words: { productTitle: 'Product lamp' },
    });
    const suggested = content !== undefined && 'suggestions' in content ? content.suggestions : [];
    expect(suggested.map(({ productId }) => productId)).toEqual(['b-lamp', 'a-soap']);
  });

  it.each([
    ['nobody knows it', undefined, 'nothing_to_buy'],
    ['it was withdrawn', { status: 'draft' as const }, 'nothing_to_buy'],
    [
      'it is sold out',
      { variants: [{ id: 'v', title: 'x', price: '1.00', available: false }] },
      'out_of_stock',
    ],
  ])('is not written when %s', async (_name, changes, none) => {
    if (changes !== undefined) bench.memory.products.set('lamp', aProduct('lamp', changes));

    expect(await contentOf()).toEqual({ none });
  });
});
