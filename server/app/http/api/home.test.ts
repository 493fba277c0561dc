import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { attentionDoneSchema, attentionSchema } from '../../../insights/attention/attention.contract.ts';
import { onboardingSchema } from '../../../shop/onboarding.contract.ts';
import { codeOf, createApiHarness } from '../../../testing/admin-api/api-harness.ts';

const api = createApiHarness();
const post = (path: string, body: object) =>
  request(api.app).post(`/api${path}`).set('Authorization', 'Bearer lumen.good.token').send(body);

describe('/api/attention', () => {
  it('lists what wants an act', async () => {
    const answer = await api.get('/attention');

    expect(attentionSchema.parse(answer.body).items.map(({ kind }) => kind)).toEqual([
      'enrollments-stuck',
      'sender-unproved',
    ]);
  });

  it.each([
    ['retry-enrollments', 4],
    ['catch-up', null],
  ])('does %s', async (act, count) => {
    const answer = await post('/attention/act', { act });

    expect(attentionDoneSchema.parse(answer.body)).toEqual({ count });
  });

  it('does nothing else', async () => {
    const answer = await post('/attention/act', { act: 'delete-everything' });

    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'request_invalid']);
  });
});

describe('/api/onboarding', () => {
  it('tells how far it has come', async () => {
    const answer = await api.get('/onboarding');

    expect(onboardingSchema.parse(answer.body)).toMatchObject({
      steps: [{ state: 'done' }, { state: 'skipped' }, { state: 'open' }],
      firstFlow: { id: 'abandoned-checkout' },
    });
  });

  it.each([
    ['/onboarding', { step: 'look', answer: 'confirmed' }],
    ['/onboarding/dismiss', {}],
  ])('POST %s answers with how it stands then', async (path, body) => {
    const answer = await post(path, body);

    expect(onboardingSchema.parse(answer.body).dismissed).toBe(false);
  });

  it.each([
    { step: 'domain', answer: 'confirmed' },
    { step: 'look', answer: 'done' },
    { step: 'look' },
    { step: 'look', answer: 'skipped', at: '2030-01-01' },
  ])('refuses %j', async (body) => {
    expect((await post('/onboarding', body)).status).toBe(400);
  });
});
