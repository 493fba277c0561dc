import { describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../../engine/program.ts';
import { versionKey } from '../../engine/ports.ts';
import type { Flow, FlowStatus } from '../../flows/flow.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import { createMemoryCompanions } from '../../flows/simulation/memory/memory-companions.ts';
import { createMemoryTimings } from '../../flows/simulation/memory/memory-timings.ts';
import { noMail } from '../../insights/figures/rollup.ts';
import { asFlowId } from '../../lib/brand.ts';
import type { FlowId } from '../../lib/brand.ts';
import { createMemoryShop } from '../../testing/flows/memory-shop.ts';
import { createMemorySources } from '../../testing/flows/memory-sources.ts';
import { aShop, lumen } from '../../testing/mail/mail-builders.ts';
import { createFlowRows, mostWaiting } from './flow-rows.ts';
import type { FlowRowsDeps } from './flow-rows.ts';

const shop = createMemoryShop();
const kinds = createKinds(
  shop.facts,
  { companions: createCompanionSource(createMemoryCompanions()), timings: createMemoryTimings() },
  createMemorySources(shop),
);

const program: FlowProgram = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'PT72H',
  steps: [],
};

const flow = (id: string, kind = 'abandoned-checkout', status: FlowStatus = 'live'): Flow => ({
  shop: lumen,
  id: asFlowId(id),
  kind,
  title: `Flow ${id}`,
  status,
  version: 1,
  rev: 0,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const rowsOf = (flows: readonly Flow[], over: Partial<FlowRowsDeps> = {}) => {
  const asked: FlowId[][] = [];
  const rows = createFlowRows({
    runtime: {
      flows: { list: async () => flows },
      kinds,
      programs: { load: async (wanted) => new Map(wanted.map((one) => [versionKey(one), program])) },
    },
    counts: {
      waitingIn: async (_shop, ids, most) => {
        asked.push([...ids]);
        return new Map(ids.map((id) => [id, most]));
      },
    },
    figures: async (_shop, ids) =>
      ids.map((id) => ({ ...noMail, flow: id, orders: 0, revenue: '0.00', sentByDay: [] })),
    shops: { find: async () => aShop() },
    ...over,
  });
  return { rows, asked };
};

const all = { view: 'all', limit: 50 } as const;

describe('a page of flows', () => {
  it('is in the order in which merchants see kinds, and stays so whatever is switched', async () => {
    const { rows } = rowsOf([flow('x', 'cross-sell'), flow('c', 'abandoned-checkout', 'paused'), flow('d')]);

    const { rows: page, next, currency } = await rows.page(lumen, all);

    expect(page.map((row) => row.flow.id)).toEqual(['c', 'd', 'x']);
    expect([next, currency]).toEqual([undefined, 'EUR']);
  });

  it('counts those on it alone, and nobody beyond ten thousand', async () => {
    const { rows, asked } = rowsOf(Array.from({ length: 120 }, (_flow, index) => flow(`f${index}`)));

    const { rows: page } = await rows.page(lumen, all);

    expect(asked).toEqual([page.map((row) => row.flow.id)]);
    expect(page[0]?.waiting).toBe(mostWaiting);
  });

  it('comes after the one before it, each flow once', async () => {
    const { rows } = rowsOf(Array.from({ length: 120 }, (_flow, index) => flow(`f${index}`)));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rows.page(lumen, { ...all, cursor });
      seen.push(...page.rows.map((row) => row.flow.id));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it('refuses a cursor it did not make', async () => {
    await expect(rowsOf([flow('a')]).rows.page(lumen, { ...all, cursor: 'b' })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });

  const statuses = ['draft', 'live', 'paused', 'finishing', 'archived'] as const;
  it.each([
    ['all', ['draft', 'live', 'paused', 'finishing']],
    ['live', ['live']],
    ['off', ['draft', 'paused', 'finishing']],
    ['archived', ['archived']],
  ] as const)('of view %s holds %j', async (view, expected) => {
    const { rows } = rowsOf(statuses.map((status) => flow(status, 'abandoned-checkout', status)));

    const { rows: page } = await rows.page(lumen, { view, limit: 50 });

    expect(page.map((row) => row.flow.id)).toEqual(expected);
  });

  it('is searched by title, whatever its capitals', async () => {
    const { rows } = rowsOf([flow('Cart'), flow('Other')]);

    expect((await rows.page(lumen, { ...all, search: 'CART' })).rows).toHaveLength(1);
  });

  it('is refused for a shop that isn’t there', async () => {
    const { rows } = rowsOf([], { shops: { find: async () => undefined } });

    await expect(rows.page(lumen, all)).rejects.toMatchObject({ code: 'shop_not_installed' });
  });
});

describe('the presets', () => {
  it('are every kind there is, with what the shop has of each', async () => {
    const { rows } = rowsOf([flow('a'), flow('b', 'cross-sell', 'draft'), flow('c', 'win-back', 'archived')]);

    const presets = await rows.presets(lumen);
    const of = (key: string) => presets.find(({ preset }) => preset.key === key);

    expect(presets.length).toBeGreaterThanOrEqual(9);
    expect(of('abandoned-checkout')).toMatchObject({ live: true, started: undefined });
    expect(of('cross-sell')).toMatchObject({ live: false, started: 'b' });
    expect(of('win-back')).toMatchObject({ live: false, started: undefined });
  });
});
