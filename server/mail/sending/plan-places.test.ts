import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import type { Entitlements } from '../../shop/billing/entitlements.ts';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createPlanPlaces } from './plan-places.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('plan places');
});
afterAll(() => database.drop());
beforeEach(() => database.connection.dropDatabase());

const allowing = (mails: number | undefined): Entitlements => ({ of: () => ({ plan: 'starter', mails }) });
const ids = (count: number, name = 'm') =>
  Array.from({ length: count }, (_, number) => asMessageId(`${name}${number}`));
const shop = aShop();

/** The places of one worker, with how often it asked the database. */
const aWorker = (mails: number | undefined) => {
  const usage = createPlanUsage(database.connection);
  const seen = { asked: 0 };
  const counting: Parameters<typeof createPlanPlaces>[1] = {
    take: (...asked) => {
      seen.asked += 1;
      return usage.take(...asked);
    },
  };
  return { seen, usage, places: createPlanPlaces(allowing(mails), counting) };
};

const held = async (mails: number, count: number): Promise<number> =>
  (await aWorker(mails).places.take(shop, ids(count), noon)).held.size;

describe('places of a plan', () => {
  it.each([
    [10, 3, 3],
    [10, 10, 10],
    [10, 11, 10],
    [0, 5, 0],
  ])('of %i a month %i asked get %i', async (limit, asked, got) => {
    expect(await held(limit, asked)).toBe(got);
  });

  it('ask nobody and refuse nobody without a limit', async () => {
    const { places, seen } = aWorker(undefined);
    const answer = await places.take(shop, ids(500), noon);
    expect(answer.held.size).toBe(500);
    expect(answer.limit).toBeUndefined();
    expect(seen.asked).toBe(0);
  });

  it('give a mail that asks again its own', async () => {
    const { places, usage } = aWorker(3);
    await places.take(shop, ids(3), noon);
    const again = await places.take(shop, ids(4), noon);
    expect([...again.held]).toEqual(ids(3));
    expect(await usage.used(lumen, '2026-11')).toBe(3);
  });

  it('come back from mails that did not leave', async () => {
    const { places, usage } = aWorker(2);
    await places.take(shop, ids(2), noon);
    const [one, other] = ids(2);
    if (one !== undefined) places.settled(one, false);
    if (other !== undefined) places.settled(other, true);
    await places.flush();
    expect(await usage.used(lumen, '2026-11')).toBe(1);
    expect((await places.take(shop, ids(2, 'n'), noon)).held.size).toBe(1);
  });

  it('are as many again in the next month', async () => {
    const { places, usage } = aWorker(2);
    await places.take(shop, ids(2), noon);
    const next = await places.take(shop, ids(2, 'n'), new Date('2026-12-01T00:00:00Z'));
    expect(next.held.size).toBe(2);
    expect(await usage.used(lumen, '2026-12')).toBe(2);
  });

  it('are counted once in hundreds of mails while much is left', async () => {
    const { places, seen, usage } = aWorker(100_000);
    for (let group = 0; group < 60; group += 1) {
      const mails = ids(100, `g${group} `);
      expect((await places.take(shop, mails, noon)).held.size).toBe(100);
      for (const mail of mails) places.settled(mail, true);
    }
    expect(seen.asked).toBeLessThanOrEqual(5);
    await places.flush();
    expect(await usage.used(lumen, '2026-11')).toBe(6000);
  });

  it('are given out to the last by sixteen workers at once, and hardly one more', async () => {
    const limit = 1000;
    const workers = Array.from({ length: 16 }, () => aWorker(limit));
    const totals = await Promise.all(
      workers.map(async ({ places }, number) => {
        let got = 0;
        for (let group = 0; group < 12; group += 1) {
          got += (await places.take(shop, ids(10, `w${number} ${group} `), noon)).held.size;
        }
        await places.flush();
        return got;
      }),
    );
    const total = totals.reduce((sum, each) => sum + each, 0);
    expect(total).toBeGreaterThanOrEqual(limit);
    // A sixty-fourth of what was left when it last counted is what a worker may spend unseen.
    expect(total).toBeLessThanOrEqual(limit + 16 * Math.floor(limit / 64));
    expect(await workers[0]?.usage.used(lumen, '2026-11')).toBe(total);
  });

  it('are not lost when they could not be counted', async () => {
    const { usage } = aWorker(undefined);
    let isDown = false;
    const places = createPlanPlaces(allowing(1000), {
      take: (...asked) => (isDown ? Promise.reject(new Error('down')) : usage.take(...asked)),
    });
    await places.take(shop, ids(10), noon);
    await places.take(shop, ids(10, 'n'), noon);
    isDown = true;
    await expect(places.flush()).rejects.toThrow('down');
    isDown = false;
    await places.flush();
    expect(await usage.used(lumen, '2026-11')).toBe(20);
  });
});
