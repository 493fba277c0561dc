import { describe, expect, it } from '@jest/globals';
import { flowRowPageSchema, presetsSchema } from '../../../insights/figures/flow-rows.contract.ts';
import { createApiHarness, fieldsOf } from '../../../testing/admin-api/api-harness.ts';

const api = createApiHarness();

describe('GET /api/flow-rows', () => {
  it('draws the steps of each flow and tells its figures', async () => {
    const answer = await api.get('/flow-rows?view=live&search=cart');

    const { flows, currency, nextCursor } = flowRowPageSchema.parse(answer.body);
    expect([currency, nextCursor]).toEqual(['EUR', null]);
    expect(flows).toMatchObject([
      { title: 'Cart reminder', waiting: 12, sent: 40, orders: 2, revenue: '48.00' },
    ]);
    expect(flows[0]?.steps.map(({ kind }) => kind)).toEqual(['wait', 'email']);
    expect(flows[0]?.sentByDay).toHaveLength(30);
  });

  it.each(['view=some', 'search=', 'limit=9', 'cursor='])('refuses %s', async (query) => {
    const answer = await api.get(`/flow-rows?${query}`);

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toEqual([`query.${query.split('=')[0] ?? ''}`]);
  });
});

describe('GET /api/presets', () => {
  it('lists what one can begin with', async () => {
    const answer = await api.get('/presets');

    expect(presetsSchema.parse(answer.body).presets).toMatchObject([
      { key: 'win-back', started: null, live: false },
    ]);
  });
});
