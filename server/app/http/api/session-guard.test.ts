import { beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { aShop } from '../../../testing/admin-api/in-memory-services.ts';
import { codeOf, createApiHarness, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

const retryHeader = 'x-shopify-retry-invalid-session-request';

describe('the session of the api', () => {
  it('asks for a token and tells App Bridge to try again with a new one', async () => {
    const answer = await request(api.app).get('/api/flows');

    expect(answer.status).toBe(401);
    expect(codeOf(answer.body)).toBe('session_token_missing');
    expect(answer.get(retryHeader)).toBe('1');
  });

  it.each(['Bearer forged.bad.token', 'Bearer x', 'Basic bHVtZW46Z29vZA==', 'Bearer  lumen.good.token x'])(
    'refuses %s',
    async (authorization) => {
      const answer = await request(api.app).get('/api/flows').set('Authorization', authorization);

      expect(answer.status).toBe(401);
      expect(codeOf(answer.body)).toBe('session_token_invalid');
      expect(answer.get(retryHeader)).toBe('1');
    },
  );

  it('asks for a token before it says whether an address exists', async () => {
    const answer = await request(api.app).get('/api/nothing');

    expect(answer.status).toBe(401);
  });

  it('refuses a shop that uninstalled, without asking for a retry', async () => {
    api.memory.shops = [aShop({ status: 'uninstalled' })];

    const answer = await api.get('/flows');

    expect(answer.status).toBe(403);
    expect(codeOf(answer.body)).toBe('shop_not_installed');
    expect(answer.get(retryHeader)).toBeUndefined();
  });

  it('shows a shop only what is its own', async () => {
    const flows = await api.get('/flows', 'other.good.token');
    const flow = await api.get('/flows/abandoned-checkout', 'other.good.token');
    const message = await api.get('/messages/message-1', 'other.good.token');

    expect(flows.body).toEqual({ flows: [] });
    expect(flow.status).toBe(404);
    expect(message.status).toBe(404);
  });

  it('takes no shop as a parameter', async () => {
    const answer = await api.get('/flows?shop=other.myshopify.com');

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toEqual(['query.shop']);
  });

  it('is never cached', async () => {
    const answer = await api.get('/flows');

    expect(answer.get('cache-control')).toBe('no-store');
  });
});
