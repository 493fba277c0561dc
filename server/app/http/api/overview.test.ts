import { beforeEach, describe, expect, it } from '@jest/globals';
import { overviewSchema } from '../../../shop/shop.contract.ts';
import { aFlow, aShop, lumen } from '../../../testing/admin-api/in-memory-services.ts';
import { createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('GET /api/overview', () => {
  it('adds up what is due and shows the back-fill', async () => {
    const reading = { phase: 'orders', offset: 1200, total: 9000, broken: 2 };
    api.memory.shops = [aShop({ backfill: { state: 'running', applied: 3412, ...reading } })];
    api.memory.flows.set(lumen, [aFlow(), aFlow({ id: 'cross-sell', status: 'paused' })]);

    const answer = await api.get('/overview');

    const overview = overviewSchema.parse(answer.body);
    expect(overview.dueNextDay).toBe(14);
    expect(overview.week).toEqual({ sent: 120, skipped: 35, waiting: 12 });
    expect(overview.backfill).toEqual({
      state: 'running',
      phase: 'orders',
      read: 1200,
      total: 9000,
      applied: 3412,
      broken: 2,
      error: null,
    });
  });

  it.each([
    ['a finished one', { state: 'done', applied: 7 }, { state: 'done', applied: 7, error: null }],
    [
      'one that stopped',
      { state: 'failed', applied: 7, phase: 'products', error: 'platform_throttled' },
      { state: 'failed', phase: 'products', error: 'platform_throttled' },
    ],
    ['a phase of another version', { state: 'running', applied: 7, phase: 'carts' }, { state: 'running' }],
  ] as const)('shows %s', async (_name, backfill, shown) => {
    api.memory.shops = [aShop({ backfill })];

    const answer = await api.get('/overview');

    const nothing = { phase: null, read: 0, total: null, broken: 0 };
    expect(overviewSchema.parse(answer.body).backfill).toMatchObject({ ...nothing, ...shown });
  });

  it('has no back-fill where none was begun', async () => {
    const answer = await api.get('/overview');

    expect(overviewSchema.parse(answer.body).backfill).toBeNull();
  });
});
