import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { coffee, filters, past, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(150_000);

const dayMs = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-replenishment', past });
});
afterAll(() => world.close());

const buy = (email: string, quantity = 1): string => {
  const checkout = world.far.floor.saveCheckout({
    cartToken: `cart-${email}-${world.now().getTime()}`,
    items: [{ variantId: variantOf(coffee), quantity }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  });
  return world.far.floor.buy(checkout.token).id;
};

const sentTo = async (email: string): Promise<readonly string[]> =>
  (await world.outbox(email))
    .filter(({ flow }) => flow === 'replenishment')
    .map(({ sentAt }) => sentAt.slice(0, 10));

/** Calendar months, then days, in the shop's zone: the day on which that is, in UTC. */
const later = (from: Date, months: number, days: number): string => {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('Europe/Berlin');
  return start.add({ months }).add({ days }).toInstant().toString().slice(0, 10);
};

describe('something that runs out', () => {
  it('is asked about five months and fifteen days after it arrived, times what was bought', async () => {
    const start = world.now();
    const order = buy('one@example.com');
    buy('two@example.com', 2);
    await world.wind('P3D');
    const arrived = world.now();
    world.far.floor.fulfil(order);

    await world.wind('P5M14D');
    const early = await sentTo('one@example.com');
    await world.wind('P2D');

    expect(early).toEqual([]);
    expect(await sentTo('one@example.com')).toEqual([later(arrived, 5, 15)]);
    const [two] = await world.dueAts('two@example.com', 'replenishment');
    expect(Math.abs((two?.getTime() ?? 0) - Date.parse(later(start, 11, 0)))).toBeLessThanOrEqual(2 * dayMs);
  });

  it('is one mail for everything of one person that runs out in the same week', async () => {
    const checkout = world.far.floor.saveCheckout({
      cartToken: 'cart-both',
      items: [coffee, filters].map((one) => ({ variantId: variantOf(one), quantity: 1 })),
      email: 'both@example.com',
      firstName: 'Ada',
      lastName: 'Vogel',
      acceptsMarketing: true,
    });
    world.far.floor.buy(checkout.token);

    await world.wind('P5M16D');

    const mails = (await world.outbox('both@example.com')).filter(({ flow }) => flow === 'replenishment');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(coffee.title);
    expect(mails[0]?.text).toContain(filters.title);
    expect(await world.story('both@example.com', 'replenishment')).toContain(
      'skipped replenishment-1 included',
    );
  });

  it('is not asked about once it was bought again; the new one has its own time', async () => {
    buy('again@example.com');
    await world.wind('P1M');
    const second = world.now();
    buy('again@example.com');

    await world.wind('P5M');
    const before = await sentTo('again@example.com');
    await world.wind('P16D');

    expect(before).toEqual([]);
    expect(await sentTo('again@example.com')).toEqual([later(second, 5, 15)]);
    expect(await world.story('again@example.com', 'replenishment')).toContain('exited bought_again');
  });
});
