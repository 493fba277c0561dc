import { beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { codeOf, createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;
beforeEach(() => {
  api = createApiHarness();
});
const sandbox = 'https://extensions.shopifycdn.com';

describe('the API, asked by an extension of the admin', () => {
  it('lets it ask for a story before it has shown a token', async () => {
    const answer = await request(api.app).options('/api/contacts/story').set('Origin', sandbox);

    expect(answer.status).toBe(204);
    expect(answer.get('access-control-allow-origin')).toBe('*');
    expect(answer.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(answer.get('access-control-allow-credentials')).toBeUndefined();
  });

  it('asks for the token all the same', async () => {
    const answer = await request(api.app)
      .post('/api/contacts/story')
      .set('Origin', sandbox)
      .send({ customerId: '7' });

    expect([answer.status, codeOf(answer.body)]).toEqual([401, 'session_token_missing']);
    expect(answer.get('access-control-allow-origin')).toBe('*');
  });

  it.each(['/api/flows', '/api/messages', '/api/contacts/search'])('opens nothing else: %s', async (path) => {
    const asked = await request(api.app).options(path).set('Origin', sandbox);
    const read = await request(api.app).get(path).set('Origin', sandbox);

    expect(asked.status).toBe(401);
    expect([asked, read].map((one) => one.get('access-control-allow-origin'))).toEqual([
      undefined,
      undefined,
    ]);
  });
});
