import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { coffee, filters, past, variantOf } from './past.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(150_000);

const dayMs = 86_400_000;
const zone = 'Europe/Berlin';

/** Calendar months, then days, in the shop's zone. */
const later = (from: Date, months: number, days = 0): Date => {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  return new Date(start.add({ months }).add({ days }).epochMilliseconds);
};
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

let world: World;

const buy = (email: string, products = [coffee], quantity = 1): string => {
  const checkout = world.far.floor.saveCheckout({
    cartToken: `cart-${email}-${world.now().getTime()}`,
    items: products.map((one) => ({ variantId: variantOf(one), quantity })),
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing: true,
  });
  return world.far.floor.buy(checkout.token).id;
};

const windTo = async (at: Date): Promise<void> => {
  await world.wind(`PT${Math.ceil((at.getTime() - world.now().getTime()) / 1000)}S`);
};

const mailsTo = async (email: string) =>
  (await world.outbox(email)).filter(({ flow }) => flow === 'replenishment');
const sentTo = async (email: string): Promise<readonly string[]> =>
  (await mailsTo(email)).map(({ sentAt }) => dayOf(new Date(sentAt)));

/** Half a year is wound once for all of them: what is seen on the way is looked at below. */
const live = async () => {
  const start = world.now();
  const order = buy('one@example.com');
  buy('two@example.com', [coffee], 2);
  buy('both@example.com', [coffee, filters]);
  buy('again@example.com');
  await world.wind('P3D');
  const arrived = world.now();
  world.far.floor.fulfil(order);
  await windTo(later(start, 1));
  const second = world.now();
  buy('again@example.com');

  await windTo(later(start, 5, 16));
  const both = {
    mails: await mailsTo('both@example.com'),
    story: await world.story('both@example.com', 'replenishment'),
  };
  await windTo(later(arrived, 5, 14));
  const early = await sentTo('one@example.com');
  await windTo(later(arrived, 5, 16));
  const one = await sentTo('one@example.com');
  const twoDueAts = await world.dueAts('two@example.com', 'replenishment');
  await windTo(later(second, 5));
  const beforeSecond = await sentTo('again@example.com');
  await windTo(later(second, 5, 16));
  return { start, arrived, second, both, early, one, twoDueAts, beforeSecond };
};

let seen: Awaited<ReturnType<typeof live>>;
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-replenishment', past });
  seen = await live();
});
afterAll(() => world.close());

describe('something that runs out', () => {
  it('is asked about five months and fifteen days after it arrived, times what was bought', () => {
    const { start, arrived, early, one, twoDueAts } = seen;

    expect(early).toEqual([]);
    expect(one).toEqual([dayOf(later(arrived, 5, 15))]);
    const [two] = twoDueAts;
    expect(Math.abs((two?.getTime() ?? 0) - later(start, 11).getTime())).toBeLessThanOrEqual(2 * dayMs);
  });

  it('is one mail for everything of one person that runs out in the same week', () => {
    const { mails, story } = seen.both;

    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(coffee.title);
    expect(mails[0]?.text).toContain(filters.title);
    expect(story).toContain('skipped replenishment-1 included');
  });

  it('is not asked about once it was bought again; the new one has its own time', async () => {
    expect(seen.beforeSecond).toEqual([]);
    expect(await sentTo('again@example.com')).toEqual([dayOf(later(seen.second, 5, 15))]);
    expect(await world.story('again@example.com', 'replenishment')).toContain('exited bought_again');
  });
});
