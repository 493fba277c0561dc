import { beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { inMemoryServices } from '../../../testing/admin-api/in-memory-services.ts';
import { codeOf, createApiApp, createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('faults behind the api', () => {
  it('says nothing of what happened inside', async () => {
    const services = inMemoryServices(api.memory);
    const broken = createApiApp({
      ...services,
      flows: { ...services.flows, list: () => Promise.reject(new TypeError('mongodb://secret')) },
    });

    const answer = await request(broken).get('/api/flows').set('Authorization', 'Bearer lumen.good.token');

    expect(answer.status).toBe(500);
    expect(codeOf(answer.body)).toBe('internal_error');
    expect(answer.text).not.toContain('secret');
  });

  it('answers an unknown address with a coded 404', async () => {
    const answer = await api.get('/nothing/here');

    expect(answer.status).toBe(404);
    expect(codeOf(answer.body)).toBe('not_found');
  });
});
