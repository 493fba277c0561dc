import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { createAdminClient } from './admin-client.ts';

const answers: (Response | Error)[] = [];
const calls: { url: string; body: string; token: string | null }[] = [];
let dropped = 0;

const clientOf = () =>
  createAdminClient({
    fetch: (url, init) => {
      const token = new Headers(init?.headers).get('x-shopify-access-token');
      calls.push({ url, body: typeof init?.body === 'string' ? init.body : '', token });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Response) return Promise.resolve(answer.clone());
      return Promise.reject(answer ?? new TypeError('no answer'));
    },
    tokens: {
      get: () => Promise.resolve('shpat_1'),
      drop: () => {
        dropped += 1;
        return Promise.resolve();
      },
    },
    backoffMs: 1,
  });
let client = clientOf();

const schema = z.object({ shop: z.object({ name: z.string() }) });
const ask = (): Promise<z.output<typeof schema>> =>
  client.request(lumen, { query: 'query { shop { name } }', variables: { a: 1 }, schema });

const good = (): Response => Response.json({ data: { shop: { name: 'Lumen' } } });
const throttled = (): Response =>
  Response.json({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: { requestedQueryCost: 12, throttleStatus: { currentlyAvailable: 11, restoreRate: 1_000 } },
    },
  });

beforeEach(() => {
  answers.length = 0;
  calls.length = 0;
  dropped = 0;
  client = clientOf();
});

describe('createAdminClient', () => {
  it('asks the shop with its token and reads what was promised', async () => {
    answers.push(good());

    const data = await ask();

    expect(data).toEqual({ shop: { name: 'Lumen' } });
    expect(calls).toEqual([
      {
        url: 'https://lumen.myshopify.com/admin/api/2026-07/graphql.json',
        body: JSON.stringify({ query: 'query { shop { name } }', variables: { a: 1 } }),
        token: 'shpat_1',
      },
    ]);
  });

  it.each([
    ['429', () => new Response('', { status: 429 })],
    ['503', () => new Response('', { status: 503 })],
    ['500', () => new Response('oops', { status: 500 })],
    ['THROTTLED with HTTP 200', throttled],
    ['half an answer', () => new Response('{"data":', { status: 200 })],
    ['no answer', () => new TypeError('socket closed')],
  ])('tries again after %s', async (_what, first) => {
    answers.push(first(), good());

    const data = await ask();

    expect(data.shop.name).toBe('Lumen');
    expect(calls).toHaveLength(2);
  });

  it('says that it was throttled when it gives up', async () => {
    answers.push(throttled());

    await expect(ask()).rejects.toMatchObject({ code: 'platform_throttled' });
    expect(calls.length).toBeGreaterThan(3);
  });

  it('drops the token that Shopify refuses, tries once with a new one, and does not insist', async () => {
    answers.push(new Response('', { status: 401 }));

    await expect(ask()).rejects.toMatchObject({ code: 'platform_call_failed' });
    expect([calls.length, dropped]).toEqual([2, 2]);
  });

  it('goes on with the new token when the old one was revoked', async () => {
    answers.push(new Response('', { status: 401 }), good());

    expect(await ask()).toEqual({ shop: { name: 'Lumen' } });
    expect(dropped).toBe(1);
  });

  it('says that Shopify was not to be reached when it gives up, and then leaves it alone for a while', async () => {
    answers.push(new Response('oops', { status: 500 }));

    for (let time = 0; time < 3; time += 1)
      await expect(ask()).rejects.toMatchObject({ code: 'platform_unreachable' });
    const before = calls.length;

    await expect(ask()).rejects.toMatchObject({ code: 'platform_unwell' });
    expect(calls.length).toBe(before);
  });

  it('says what was not granted, once, and does not hold Shopify for ill because of it', async () => {
    const message = 'Access denied for customers field. Required access: `read_customers` access scope.';
    answers.push(Response.json({ data: null, errors: [{ message, extensions: { code: 'ACCESS_DENIED' } }] }));

    for (let time = 0; time < 4; time += 1)
      await expect(ask()).rejects.toMatchObject({ code: 'scope_not_granted', message });
    expect(calls).toHaveLength(4);
  });

  it.each([
    ['an error in the answer', () => Response.json({ errors: [{ message: 'Field does not exist' }] })],
    ['an error without a code', () => Response.json({ errors: [{ message: 'x', extensions: {} }] })],
    ['a plain error', () => Response.json({ errors: 'Not Found' })],
    ['another shape', () => Response.json({ data: { shop: null } })],
    ['404', () => new Response('', { status: 404 })],
  ])('gives up at once on %s', async (_what, answer) => {
    answers.push(answer());

    await expect(ask()).rejects.toMatchObject({ code: 'platform_call_failed' });
    expect(calls).toHaveLength(1);
  });
});
