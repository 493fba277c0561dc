import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { shopDetailsQuery } from '../../platforms/shopify/operations.ts';
import type { FakeShopify } from './create-fake-shopify.ts';
import { accessTo, ask, exchange, openFar, refresh, tokenSchema } from './far-side-client.ts';
import { sampleCustomer, sampleProduct, sampleShop } from './far-side-samples.ts';
import { createSessionToken } from './session-token.ts';
const open: FakeShopify[] = [];
afterEach(() => {
  for (const far of open.splice(0)) far.close();
});
const start = () => {
  const opened = openFar();
  open.push(opened.far);
  return opened;
};

describe('token endpoint of the far side', () => {
  it('exchanges a session token for an expiring pair', async () => {
    const { app } = start();

    const answer = await exchange(app);

    expect(answer.status).toBe(200);
    expect(tokenSchema.parse(answer.body)).toMatchObject({
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
  });

  it('refuses a session token that was signed by somebody else, and a wrong client', async () => {
    const { app } = start();
    const forged = createSessionToken({ shop: sampleShop.domain, apiKey: 'key', apiSecret: 'other' });

    const answers = [
      await exchange(app, { subject_token: forged }),
      await exchange(app, { client_secret: 'other' }),
    ];

    expect(answers).toMatchObject([
      { status: 400, body: { error: 'invalid_subject_token' } },
      { status: 400, body: { error: 'invalid_client' } },
    ]);
  });

  it('rotates the refresh token; the one before works until its successor is used', async () => {
    const { app } = start();
    const first = tokenSchema.parse((await exchange(app)).body).refresh_token;

    const second = tokenSchema.parse((await refresh(app, first)).body).refresh_token;
    const again = await refresh(app, first);
    const third = await refresh(app, second);
    const tooLate = await refresh(app, first);

    expect(second).not.toBe(first);
    expect([again.status, third.status, tooLate.status]).toEqual([200, 200, 400]);
  });
});

describe('Admin API of the far side', () => {
  it('answers 401 without a token it gave out', async () => {
    const { app } = start();

    const answer = await ask(app, 'shpat_nonsense', { query: shopDetailsQuery });

    expect(answer.status).toBe(401);
  });

  it('tells the details of the shop and what the query cost', async () => {
    const { app } = start();

    const answer = await ask(app, await accessTo(app), { query: shopDetailsQuery });

    expect(answer.body).toMatchObject({
      data: {
        shop: {
          name: 'Lumen Goods',
          ianaTimezone: 'Europe/Berlin',
          primaryDomain: { url: 'https://lumen.example' },
        },
      },
      extensions: { cost: { throttleStatus: { restoreRate: 100 } } },
    });
  });

  it('answers a field that does not exist with errors, as 200', async () => {
    const { app } = start();

    const answer = await ask(app, await accessTo(app), { query: '{ shop { favouriteColour } }' });

    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toContain('Cannot query field');
  });

  it('wants to know how many, and pages by cursor', async () => {
    const { app, far } = start();
    far.store.load([{ kind: 'product', value: { ...sampleProduct, id: '99', handle: 'second' } }]);
    const token = await accessTo(app);

    const without = await ask(app, token, { query: '{ products { nodes { handle } } }' });
    const first = await ask(app, token, {
      query: '{ products(first: 1) { nodes { handle } pageInfo { hasNextPage endCursor } } }',
    });
    const page = z
      .object({ data: z.object({ products: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }) })
      .parse(first.body).data.products.pageInfo;
    const next = await ask(app, token, {
      query:
        'query Next($after: String) { products(first: 1, after: $after) { nodes { handle } pageInfo { hasNextPage } } }',
      variables: { after: page.endCursor },
    });

    expect(JSON.stringify(without.body)).toContain('first or last');
    expect(first.body).toMatchObject({
      data: { products: { nodes: [{ handle: 'olive-soap' }], pageInfo: { hasNextPage: true } } },
    });
    expect(next.body).toMatchObject({
      data: { products: { nodes: [{ handle: 'second' }], pageInfo: { hasNextPage: false } } },
    });
  });

  it('writes a consent back and tells it by webhook', async () => {
    const { app, far } = start();

    const answer = await ask(app, await accessTo(app), {
      query: `mutation Consent($input: CustomerEmailMarketingConsentUpdateInput!) {
        customerEmailMarketingConsentUpdate(input: $input) {
          customer { defaultEmailAddress { marketingState } } userErrors { message }
        }
      }`,
      variables: {
        input: {
          customerId: `gid://shopify/Customer/${sampleCustomer.id}`,
          emailMarketingConsent: { marketingState: 'UNSUBSCRIBED', consentUpdatedAt: '2026-07-01T09:00:00Z' },
        },
      },
    });

    expect(answer.body).toMatchObject({
      data: {
        customerEmailMarketingConsentUpdate: {
          customer: { defaultEmailAddress: { marketingState: 'UNSUBSCRIBED' } },
          userErrors: [],
        },
      },
    });
    expect(far.store.customers.get(sampleCustomer.id)?.marketing.updatedAt).toBe('2026-07-01T09:00:00.000Z');
    expect(far.sender.pending()).toBe(1);
  });
});
