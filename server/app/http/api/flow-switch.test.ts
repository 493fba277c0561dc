import { beforeEach, describe, expect, it } from '@jest/globals';
import { flowSchema } from '../../../flows/flow.contract.ts';
import { aFlow, lumen } from '../../../testing/admin-api/in-memory-services.ts';
import { codeOf, createApiHarness, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('PATCH /api/flows/:flow', () => {
  it('switches a flow off', async () => {
    const answer = await api.patch('/flows/abandoned-checkout', { status: 'paused', rev: 3 });

    expect(answer.status).toBe(200);
    expect(flowSchema.parse(answer.body)).toMatchObject({ status: 'paused', rev: 4 });
  });

  it('answers a repeated request like the first one', async () => {
    const send = () =>
      api.patch('/flows/abandoned-checkout', { status: 'paused', rev: 3 }).set('Idempotency-Key', 'k-1');
    const first = await send();

    const second = await send();

    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });

  it('shows both versions when someone else was faster', async () => {
    api.memory.flows.set(lumen, [aFlow({ rev: 9 })]);

    const answer = await api.patch('/flows/abandoned-checkout', { status: 'paused', rev: 3 });

    expect(answer.status).toBe(409);
    expect(codeOf(answer.body)).toBe('version_conflict');
    expect(fieldsOf(answer.body)).toEqual({
      'yours.status': 'paused',
      'yours.rev': '3',
      'current.status': 'live',
      'current.rev': '9',
    });
  });

  it.each([
    [{ status: 'archived', rev: 3 }, 'body.status'],
    [{ status: 'paused' }, 'body.rev'],
    [{ status: 'paused', rev: '3' }, 'body.rev'],
    [{ status: 'paused', rev: 3, shop: 'other.myshopify.com' }, 'body.shop'],
  ])('refuses %j and names %s', async (body, field) => {
    const answer = await api.patch('/flows/abandoned-checkout', body);

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toEqual([field]);
    expect(api.memory.flows.get(lumen)?.[0]?.status).toBe('live');
  });

  it('refuses what is no JSON', async () => {
    const answer = await api.patch('/flows/abandoned-checkout', {}).type('json').send('{"status":');

    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual({ body: 'is not valid JSON' });
  });

  it('refuses a form', async () => {
    const answer = await api.patch('/flows/abandoned-checkout', {}).type('form').send('status=paused&rev=3');

    expect(answer.status).toBe(400);
    expect(codeOf(answer.body)).toBe('request_invalid');
  });

  it('refuses a body above 100 kB', async () => {
    const answer = await api.patch('/flows/abandoned-checkout', { status: 'x'.repeat(110_000), rev: 3 });

    expect(answer.status).toBe(413);
    expect(codeOf(answer.body)).toBe('body_too_large');
  });

  it('refuses an idempotency key that is none', async () => {
    const answer = await api
      .patch('/flows/abandoned-checkout', { status: 'paused', rev: 3 })
      .set('Idempotency-Key', 'x'.repeat(256));

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toEqual(['header.Idempotency-Key']);
  });

  it('answers 404 for a flow that is not there', async () => {
    const answer = await api.patch('/flows/nope', { status: 'paused', rev: 3 });

    expect(answer.status).toBe(404);
  });
});
