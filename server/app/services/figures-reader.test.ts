import { describe, expect, it } from '@jest/globals';
import { noMail, dayOf } from '../../insights/figures/rollup.ts';
import type { Rollup } from '../../insights/figures/rollup.ts';
import { asFlowId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { aShop, lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createFiguresReader } from './figures-reader.ts';
import type { FiguresReaderDeps } from './figures-reader.ts';

const cart = asFlowId('cart');
const cross = asFlowId('cross');

const rollup = (flow: typeof cart, counts: Partial<Rollup>): Rollup => ({
  ...noMail,
  day: dayOf(noon),
  flow,
  step: 'a',
  ...counts,
});

const reader = (over: Partial<FiguresReaderDeps> = {}) =>
  createFiguresReader({
    rollups: {
      read: async () => [
        rollup(cart, { sent: 100, clicked: 9, unsubscribed: 4 }),
        rollup(cross, { sent: 200, opened: 0 }),
      ],
    },
    conversions: {
      byFlow: async () =>
        new Map([
          [cart, { orders: 2, net: '10.10' }],
          [cross, { orders: 1, net: '99.95' }],
        ]),
    },
    returning: { find: async () => undefined },
    shops: { find: async () => aShop() },
    flows: { list: async () => [{ id: cart, title: 'Cart reminder' }] },
    opensAreTold: false,
    clock: createManualClock(noon),
    ...over,
  });

describe('the figures of a shop', () => {
  it('add up its flows, those first that brought most', async () => {
    const { totals, flows, currency } = await reader().read(lumen);

    expect(currency).toBe('EUR');
    expect(totals).toMatchObject({ sent: 300, clicked: 9, orders: 3, revenue: '110.05' });
    expect(flows.map(({ title, warning }) => [title, warning])).toEqual([
      ['cross', undefined],
      ['Cart reminder', 'unsubscribes'],
    ]);
  });

  it('know of no opens where nobody tells of them, and of none where nobody opened', async () => {
    expect((await reader().read(lumen)).totals.opened).toBeUndefined();
    expect((await reader({ opensAreTold: true }).read(lumen)).totals.opened).toBe(0);
  });

  it('are of fifty flows at most, and their sum of all', async () => {
    const many = Array.from({ length: 60 }, (_flow, index) => rollup(asFlowId(`f${index}`), { sent: 1 }));

    const { flows, totals } = await reader({
      rollups: { read: async () => many },
      conversions: { byFlow: async () => new Map() },
    }).read(lumen);

    expect(flows).toHaveLength(50);
    expect(totals).toMatchObject({ sent: 60, revenue: '0.00' });
  });

  it('are refused for a shop that isn’t there', async () => {
    await expect(reader({ shops: { find: async () => undefined } }).read(lumen)).rejects.toMatchObject({
      code: 'shop_not_installed',
    });
  });

  it('of some flows are asked for by their ids, none for none', async () => {
    expect(await reader().ofFlows(lumen, [])).toEqual([]);
    expect((await reader().ofFlows(lumen, [cart])).map(({ flow }) => flow)).toContain(cart);
  });

  it('have no months before they were counted', async () => {
    expect(await reader().returning(lumen)).toEqual({ months: [], countedAt: undefined });
  });
});
