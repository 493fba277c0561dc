import { beforeEach, describe, expect, it } from '@jest/globals';
import { shopSchema } from '../../../shop/shop.contract.ts';
import { lumen, startOfTests } from '../../../testing/admin-api/in-memory-services.ts';
import { createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('GET /api/shop', () => {
  it("tells the shop's own time and zone", async () => {
    const answer = await api.get('/shop');

    const shop = shopSchema.parse(answer.body);
    expect(shop).toMatchObject({ id: lumen, name: 'Lumen', zone: 'Europe/Berlin', outboxUrl: null });
    expect(shop.now).toBe(startOfTests.toISOString());
  });

  it('keeps to itself what no screen shows', async () => {
    const answer = await api.get('/shop');

    expect(JSON.stringify(answer.body)).not.toContain('hello@lumen.example');
  });
});
