import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asContactId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { aShop } from '../../testing/mail/mail-builders.ts';
import { lumen, umbra } from '../../testing/shop/build-delivery.ts';
import { buildOrderFact } from '../../testing/shop/build-facts.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createReturningRows } from './returning.repository.ts';
import { countReturning, monthsUpTo } from './returning.ts';
import type { ReturningMonth } from './returning.ts';
import { writeReturning } from './write-returning.ts';

const counted = (shown: readonly string[], ...people: readonly string[][]): readonly ReturningMonth[] => {
  const count = countReturning(shown);
  for (const months of people) count.add(months);
  return count.result();
};

describe('months', () => {
  it('go back over the year', () => {
    expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});

describe('who came back', () => {
  it.each([
    ['nobody', [], { customers: 0, returned: 0, fresh: 0 }],
    ['ordered before and again', [['2026-01', '2026-03']], { customers: 1, returned: 1, fresh: 0 }],
    ['ordered before only', [['2026-02']], { customers: 1, returned: 0, fresh: 0 }],
    ['ordered for the first time', [['2026-03']], { customers: 0, returned: 0, fresh: 1 }],
    ['ordered a year before', [['2025-03', '2026-03']], { customers: 1, returned: 1, fresh: 0 }],
    ['ordered longer ago', [['2025-02', '2026-03']], { customers: 0, returned: 0, fresh: 1 }],
    ['orders afterwards', [['2026-04']], { customers: 0, returned: 0, fresh: 0 }],
  ])('in March: somebody who %s', (_name, people, expected) => {
    expect(counted(['2026-03'], ...people)).toEqual([{ month: '2026-03', ...expected }]);
  });

  it('are never more than there were customers, and the sequence of months says nothing', () => {
    const month = fc.integer({ min: 0, max: 30 }).map((at) => monthsUpTo('2026-12', 31)[at] ?? '');
    fc.assert(
      fc.property(fc.array(fc.array(month, { maxLength: 6 }), { maxLength: 8 }), (people) => {
        const shown = monthsUpTo('2026-12', 12);
        const result = counted(shown, ...people);

        expect(counted(shown, ...people.map((months) => months.toReversed()))).toEqual(result);
        for (const { customers, returned, fresh } of result) {
          expect(returned).toBeLessThanOrEqual(customers);
          expect(returned + fresh).toBeLessThanOrEqual(people.length);
        }
      }),
    );
  });
});

describe('counting a shop’s orders', () => {
  let database: ShopDatabase;
  beforeAll(async () => {
    database = await shopDatabase('returning');
  });
  afterAll(() => database.drop());

  const now = new Date('2026-03-10T12:00:00.000Z');

  let next = 1;
  const ordered = async (contact: string, placedAt: string, over: object = {}): Promise<void> => {
    const id = String((next += 1));
    const { order, stamp } = buildOrderFact({ id, placedAt: new Date(placedAt), ...over });
    await database.repositories.orders.applyMany(lumen, [
      { order: { ...order, contact: asContactId(contact) }, stamp },
    ]);
  };

  const deps = (realTime = createManualClock(now)) => ({
    rows: createReturningRows(database.connection),
    shops: { find: async () => aShop({ zone: 'Europe/Berlin' }) },
    clock: createManualClock(now),
    realTime,
  });

  it('reads them in the shop’s own months, without tests and what was cancelled', async () => {
    await ordered('mara', '2026-01-15T10:00:00Z');
    // In Berlin it is March already.
    await ordered('mara', '2026-02-28T23:30:00Z');
    await ordered('ana', '2026-03-02T10:00:00Z');
    await ordered('ana', '2026-01-02T10:00:00Z', { test: true });
    await ordered('lou', '2026-02-02T10:00:00Z', { cancelledAt: new Date('2026-02-03T10:00:00Z') });

    expect(await writeReturning(deps(), lumen)).toBe(true);

    const found = await deps().rows.find(lumen);
    expect(found?.months).toHaveLength(12);
    expect(found?.months.slice(-2)).toEqual([
      { month: '2026-02', customers: 1, returned: 0, fresh: 0 },
      { month: '2026-03', customers: 1, returned: 1, fresh: 1 },
    ]);
    expect(await deps().rows.find(umbra)).toBeUndefined();
  });

  it('rests after it, and leaves a shop alone that isn’t there', async () => {
    const { rows } = deps();
    const restUntil = new Date(now.getTime() + 1000);
    await rows.save(lumen, { months: [], countedAt: now, restUntil });

    expect(await writeReturning(deps(), lumen)).toBe(false);
    expect(await writeReturning(deps(createManualClock(new Date(now.getTime() + 2000))), lumen)).toBe(true);
    expect(await writeReturning({ ...deps(), shops: { find: async () => undefined } }, umbra)).toBe(false);
  });
});
