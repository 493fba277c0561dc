import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FarProduct } from '../fake-shopify/far-side-store.ts';
import { brush, decaf, learnedPast } from './learned-past.ts';
import { coffee, grinder, lonely, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(180_000);

const dayMs = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-learned-timing', past: learnedPast() });
});
afterAll(() => world.close());

const buy = (email: string, product: FarProduct, subscription = false): string => {
  const checkout = world.far.floor.saveCheckout({
    cartToken: `cart-${email}-${world.now().getTime()}`,
    items: [{ variantId: variantOf(product), quantity: 1, subscription }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  });
  return world.far.floor.buy(checkout.token).id;
};

const mailsTo = async (email: string, flow = 'replenishment') =>
  (await world.outbox(email)).filter((mail) => mail.flow === flow);
const daysUntil = (due: Date | undefined, from: Date): number =>
  ((due?.getTime() ?? 0) - from.getTime()) / dayMs;

describe('a shop whose past says when coffee is bought again', () => {
  it('asks before that day and once more after it, and says why now', async () => {
    const start = world.now();
    buy('coffee@example.com', coffee);
    buy('straps@example.com', lonely);
    await world.wind('PT1M');
    const [due] = await world.dueAts('coffee@example.com', 'replenishment');
    const [fallback] = await world.dueAts('straps@example.com', 'replenishment');

    // Thirty days, less a lead of a third of that at most.
    expect(daysUntil(due, start)).toBeGreaterThan(17);
    expect(daysUntil(due, start)).toBeLessThan(27);
    // Nobody ever bought a strap again: five and a half months, openly.
    expect(daysUntil(fallback, start)).toBeGreaterThan(160);

    await world.wind('P28D');
    const first = await mailsTo('coffee@example.com');
    await world.wind('P25D');

    expect(first.map(({ step }) => step)).toEqual(['replenishment-1']);
    expect((await mailsTo('coffee@example.com')).map(({ step }) => step)).toEqual([
      'replenishment-1',
      'replenishment-2',
    ]);
  });

  it('is stopped by what stands in for it, by a subscription and by giving it back', async () => {
    buy('instead@example.com', coffee);
    buy('subscribed@example.com', coffee);
    const returned = buy('returned@example.com', coffee);
    await world.wind('P2D');
    buy('instead@example.com', decaf);
    buy('subscribed@example.com', coffee, true);
    world.far.sender.send(
      'refunds/create',
      {
        id: 991,
        order_id: BigInt(returned),
        created_at: world.now().toISOString(),
        refund_line_items: [
          { line_item: { id: 1, product_id: Number(coffee.id), quantity: 1, price: '12.00' } },
        ],
      },
      world.now(),
    );
    await world.wind('PT1M');

    expect(await world.story('instead@example.com', 'replenishment')).toContain('exited bought_again');
    expect(await world.story('subscribed@example.com', 'replenishment')).toEqual(
      expect.arrayContaining(['exited bought_again', 'not-entered subscribed']),
    );
    expect(await world.story('returned@example.com', 'replenishment')).toContain('exited refunded');
    expect(await world.dueAts('subscribed@example.com', 'replenishment')).toEqual([]);
    expect(await world.dueAts('returned@example.com', 'replenishment')).toEqual([]);
  });

  it('suggests a month later what is bought a month later', async () => {
    const start = world.now();
    buy('grinder@example.com', grinder);
    await world.wind('PT1M');
    const [due] = await world.dueAts('grinder@example.com', 'cross-sell');

    expect(daysUntil(due, start)).toBeGreaterThan(18);
    expect(daysUntil(due, start)).toBeLessThan(30);

    await world.wind('P31D');
    const [mail] = await mailsTo('grinder@example.com', 'cross-sell');
    expect(mail?.text).toContain(brush.title);
  });

  it('moves who waits when their product turns out to last longer, and says so', async () => {
    buy('moved@example.com', decaf);
    await world.wind('PT1M');
    const [before] = await world.dueAts('moved@example.com', 'replenishment');
    // Two dozen people who buy it every ten days: no more five and a half months.
    for (let round = 0; round < 4; round += 1) {
      for (let n = 0; n < 12; n += 1) buy(`decaf${n}@example.com`, decaf);
      await world.wind('P10D');
    }
    await world.wind('P1D');
    const [after] = await world.dueAts('moved@example.com', 'replenishment');

    expect(await world.story('moved@example.com', 'replenishment')).toContain('moved re-timed');
    // Due earlier than it was; or mailed by now, which it would not have been for five months.
    expect(before).toBeInstanceOf(Date);
    if (after === undefined) expect(await mailsTo('moved@example.com')).not.toEqual([]);
    else expect(after.getTime()).toBeLessThan(before?.getTime() ?? 0);
  });
});
