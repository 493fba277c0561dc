import { describe, expect, it } from '@jest/globals';
import { figuresSchema, returningSchema } from '../../../insights/figures/figures.contract.ts';
import { createApiHarness } from '../../../testing/admin-api/api-harness.ts';

const api = createApiHarness();

describe('GET /api/figures', () => {
  it('tells what came of the mails, with what an order counts for and from where there is a warning', async () => {
    const answer = await api.get('/figures');

    const figures = figuresSchema.parse(answer.body);
    expect(figures).toMatchObject({ days: 30, currency: 'EUR', totals: { orders: 34, revenue: '2310.40' } });
    expect(figures.definition).toEqual({
      attributionDays: 5,
      warnAt: { complaints: 0.001, unsubscribes: 0.01 },
    });
    expect(figures.flows).toMatchObject([{ id: 'abandoned-checkout', warning: null }]);
  });

  it('says that nobody tells of opens instead of none', async () => {
    const answer = await api.get('/figures');

    expect(figuresSchema.parse(answer.body).totals.opened).toBeNull();
  });
});

describe('GET /api/returning', () => {
  it('has no rate where there were no customers yet', async () => {
    const answer = await api.get('/returning');

    const { months, countedAt } = returningSchema.parse(answer.body);
    expect(months.map(({ month, rate }) => [month, rate])).toEqual([
      ['2026-05', null],
      ['2026-06', 0.25],
    ]);
    expect(countedAt).toBe('2026-06-01T09:59:00.000Z');
  });
});
