import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FarProduct } from '../fake-shopify/far-side-store.ts';
import { coffee, filters, lonely, past, soldOut, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { OutboxMail, World } from './world.ts';

jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-cross-sell', past });
});
afterAll(() => world.close());

const buy = (email: string, ...products: readonly FarProduct[]): string => {
  const checkout = world.far.floor.saveCheckout({
    cartToken: `cart-${email}-${products.length}`,
    items: products.map((product) => ({ variantId: variantOf(product), quantity: 1 })),
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  });
  return world.far.floor.buy(checkout.token).id;
};

const suggestedTo = async (email: string): Promise<readonly OutboxMail[]> =>
  (await world.outbox(email)).filter(({ flow }) => flow === 'cross-sell');

describe('what goes with it', () => {
  it('is suggested two weeks after the order arrived: in stock, and bought together before', async () => {
    world.far.floor.fulfil(buy('ada@example.com', coffee));

    await world.wind('P13D');
    const early = await suggestedTo('ada@example.com');
    await world.wind('P2D');

    const [mail] = await suggestedTo('ada@example.com');
    expect(early).toEqual([]);
    expect(mail?.text).toContain(filters.title);
    expect(mail?.text).not.toContain(soldOut.title);
    expect(mail?.text).not.toContain(coffee.title.toUpperCase());
  });

  it('comes a month after the order when nobody says that it arrived', async () => {
    buy('ben@example.com', coffee);

    await world.wind('P29D');
    const early = await suggestedTo('ben@example.com');
    await world.wind('P2D');

    expect(early).toEqual([]);
    expect(await suggestedTo('ben@example.com')).toHaveLength(1);
  });

  it('is nothing they own already', async () => {
    world.far.floor.fulfil(buy('cleo@example.com', filters));
    world.far.floor.fulfil(buy('cleo@example.com', coffee, lonely));

    await world.wind('P15D');

    const mails = await suggestedTo('cleo@example.com');
    expect(mails.length).toBeGreaterThan(0);
    for (const { text } of mails) expect(text).not.toMatch(new RegExp(`^- ${filters.title}`, 'm'));
  });

  it('is no mail at all when there is nothing, and says so', async () => {
    world.far.floor.fulfil(buy('dora@example.com', lonely));

    await world.wind('P15D');

    expect(await suggestedTo('dora@example.com')).toEqual([]);
    expect(await world.story('dora@example.com', 'cross-sell')).toContain(
      'skipped cross-sell-1 no_suggestion',
    );
  });
});
