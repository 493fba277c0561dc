import { afterEach, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { z } from 'zod';
import {
  bulkOperationRunMutation,
  bulkOperationStatusQuery,
  customersBulkQuery,
  ordersBulkQuery,
  productsBulkQuery,
} from '../../platforms/shopify/operations.ts';
import type { FakeShopify } from './create-fake-shopify.ts';
import { accessTo, ask, openFar } from './far-side-client.ts';
const open: FakeShopify[] = [];
afterEach(() => {
  for (const far of open.splice(0)) far.close();
});
const start = () => {
  const opened = openFar();
  open.push(opened.far);
  return opened;
};

const runSchema = z.object({
  data: z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string() })),
    }),
  }),
});
const statusSchema = z.object({
  data: z.object({
    bulkOperation: z.object({
      status: z.string(),
      url: z.string().nullable(),
      objectCount: z.coerce.number(),
    }),
  }),
});

const runBulk = async (app: Express, query: string): Promise<Record<string, unknown>[]> => {
  const token = await accessTo(app);
  const run = runSchema.parse(
    (await ask(app, token, { query: bulkOperationRunMutation, variables: { query } })).body,
  );
  const id = run.data.bulkOperationRunQuery.bulkOperation?.id;
  for (let round = 0; round < 100; round += 1) {
    const answer = await ask(app, token, { query: bulkOperationStatusQuery, variables: { id } });
    const { status, url } = statusSchema.parse(answer.body).data.bulkOperation;
    if (status === 'COMPLETED') {
      if (url === null) return [];
      const file = await request(app)
        .get(new URL(url).pathname)
        .buffer(true)
        .parse((response, done) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => done(null, text));
        });
      const lines = z.string().parse(file.body).trim().split('\n');
      return lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
    }
    await new Promise((wake) => setTimeout(wake, 10));
  }
  return [];
};

describe('bulk results of the far side', () => {
  it('gives products and their variants as flat lines, children naming their parent', async () => {
    const { app } = start();

    const lines = await runBulk(app, productsBulkQuery);

    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ handle: 'olive-soap', status: 'ACTIVE' });
    expect(lines[0]).not.toHaveProperty('variants');
    expect(lines[1]).toMatchObject({ title: 'One', availableForSale: true, __parentId: lines[0]?.['id'] });
    expect(lines[2]).toMatchObject({ title: 'Three', availableForSale: false });
  });

  it('gives customers with the consent on their address', async () => {
    const { app } = start();

    const lines = await runBulk(app, customersBulkQuery);

    expect(lines).toEqual([
      expect.objectContaining({
        id: 'gid://shopify/Customer/706405506930370084',
        defaultEmailAddress: expect.objectContaining({
          emailAddress: 'Ada@Example.com',
          marketingState: 'SUBSCRIBED',
        }),
      }),
    ]);
  });

  it('gives the orders since a day, with fulfilments inside and lines below', async () => {
    const { app, far } = start();
    const { token } = far.floor.saveCheckout({
      cartToken: 'c',
      items: [{ variantId: '788032119674292923', quantity: 2 }],
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Vogel',
      acceptsMarketing: false,
    });
    const order = far.floor.fulfil(far.floor.buy(token).id);

    const since = await runBulk(app, ordersBulkQuery('2026-06-01T00:00:00Z'));
    const later = await runBulk(app, ordersBulkQuery('2026-08-01T00:00:00Z'));

    expect(since).toMatchObject([
      {
        id: `gid://shopify/Order/${order.id}`,
        displayFulfillmentStatus: 'FULFILLED',
        fulfillments: [{ createdAt: order.fulfilledAt }],
      },
      {
        quantity: 2,
        product: { id: 'gid://shopify/Product/788032119674292922' },
        __parentId: `gid://shopify/Order/${order.id}`,
      },
    ]);
    expect(later).toEqual([]);
  });

  it('names what is wrong with a bulk query instead of running it', async () => {
    const { app } = start();

    const answer = await ask(app, await accessTo(app), {
      query: bulkOperationRunMutation,
      variables: { query: '{ products { edges { node { colour } } } }' },
    });

    expect(runSchema.parse(answer.body).data.bulkOperationRunQuery).toMatchObject({
      bulkOperation: null,
      userErrors: [{}],
    });
  });

  it('keeps result files behind a key', async () => {
    const { app } = start();

    const answer = await request(app).get('/bulk/guessed.jsonl');

    expect(answer.status).toBe(404);
  });
});
