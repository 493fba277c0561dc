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
    api.memory.shops = [aShop({ backfill: { state: 'running', applied: 3412 } })];
    api.memory.flows.set(lumen, [aFlow(), aFlow({ id: 'cross-sell', status: 'paused' })]);

    const answer = await api.get('/overview');

    const overview = overviewSchema.parse(answer.body);
    expect(overview.dueNextDay).toBe(14);
    expect(overview.week).toEqual({ sent: 120, skipped: 35, waiting: 12 });
    expect(overview.backfill).toEqual({ state: 'running', applied: 3412 });
  });

  it('has no back-fill where none was begun', async () => {
    const answer = await api.get('/overview');

    expect(overviewSchema.parse(answer.body).backfill).toBeNull();
  });
});
