import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { asContactId } from '../../../lib/brand.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { createManualClock } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { silentLogger } from '../../../lib/logger.ts';
import type { NewDelivery } from '../../../shop/delivery.ts';
import { codeOf } from '../../../testing/admin-api/api-harness.ts';
import { createFlowRouter } from './flow-router.ts';
import { interpretFlowRequest } from './interpret-flow-request.ts';

const secret = 'shh';
const now = new Date('2026-11-01T09:00:00Z');
let stored: NewDelivery[];
let heard: object[];
let isDown: boolean;

const app = () => {
  const server = express();
  const known = new Set(['7001']);
  server.use(
    createFlowRouter({
      secrets: [secret, 'the one before'],
      rows: { hear: async (shop, told) => void heard.push({ shop, ...told }) },
      intake: {
        accept: async (delivery) => {
          if (isDown) throw new EncoreError('inbox_unavailable');
          stored.push(delivery);
          return 'stored';
        },
      },
      contacts: {
        findByCustomerId: async (shop: ShopId, id: string) =>
          known.has(id) ? { id: asContactId('mara'), shop, customerIds: [id], createdAt: now } : undefined,
      },
      isInstalled: async (shop) => shop === 'lumen.myshopify.com',
      isAskedFor: async (_shop, name) => name === 'vip',
      clock: createManualClock(now),
      logger: silentLogger,
    }),
  );
  return server;
};

beforeEach(() => {
  stored = [];
  heard = [];
  isDown = false;
});

const sign = (text: string, by = secret): string => createHmac('sha256', by).update(text).digest('base64');

const post = (path: string, body: unknown, signature?: string) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return request(app())
    .post(`/webhooks/shopify-flow/${path}`)
    .set('content-type', 'application/json')
    .set('x-shopify-hmac-sha256', signature ?? sign(text))
    .send(text);
};

/** Field by field as https://shopify.dev/docs/apps/build/flow/actions/endpoints shows it: ids are text there. */
const run = {
  shop_id: '690933842',
  shopify_domain: 'lumen.myshopify.com',
  action_run_id: 'f1a2-77',
  action_definition_id: 'Start an Encore flow',
  handle: 'encore-start-flow',
  properties: {
    customer_id: '7001',
    name: 'vip',
    step_reference: '320d4f8a-aaab-40ff-9ed2-2bc079633705',
  },
};
const lifecycle = {
  flow_trigger_definition_id: 'encore-email-sent',
  has_enabled_flow: true,
  shop_id: 690_933_842,
  shopify_domain: 'lumen.myshopify.com',
  timestamp: '2026-11-01T08:00:00.000Z',
};

describe('the action "Start an Encore flow"', () => {
  it('is answered 200 once it is stored, and means that somebody is asked for', async () => {
    const answer = await post('start', run);

    expect([answer.status, answer.body]).toEqual([200, {}]);
    const [delivery] = stored;
    expect(delivery).toMatchObject({
      shop: 'lumen.myshopify.com',
      deliveryId: 'flow-f1a2-77',
      topic: 'shopify-flow:start',
      state: 'stored',
    });
    if (delivery === undefined) throw new TypeError('nothing stored');
    expect(interpretFlowRequest({ ...delivery, id: 'd', failures: 0, receivedAt: new Date(0) })).toEqual([
      { kind: 'flow-request', person: { customerId: '7001' }, request: 'f1a2-77', name: 'vip', at: now },
    ]);
  });

  it('is the same delivery when Shopify tries again', async () => {
    await post('start', run);
    await post('start', { ...run, step_reference: 'another' });
    expect(new Set(stored.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });

  it.each([
    [
      'a shop that has not installed Encore',
      { shopify_domain: 'other.myshopify.com' },
      403,
      'shop_not_installed',
    ],
    [
      'a name that no flow is asked for by',
      { properties: { customer_id: 7001, name: 'vp' } },
      422,
      'flow_not_asked_for',
    ],
    [
      'a customer not heard of yet',
      { properties: { customer_id: 9, name: 'vip' } },
      503,
      'customer_unknown_yet',
    ],
    ['no customer', { properties: { name: 'vip' } }, 422, 'payload_invalid'],
    ['no name', { properties: { customer_id: 7001, name: ' ' } }, 422, 'payload_invalid'],
    ['a name too long', { properties: { customer_id: 7001, name: 'v'.repeat(101) } }, 422, 'payload_invalid'],
    ['no run', { action_run_id: undefined }, 422, 'payload_invalid'],
    ['a run of another shape', { action_run_id: '../../etc' }, 422, 'payload_invalid'],
    ['a shop of another shape', { shopify_domain: 'evil.example' }, 422, 'payload_invalid'],
  ])('refuses %s', async (...[, over, status, code]) => {
    const answer = await post('start', { ...run, ...over });
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(stored).toEqual([]);
  });

  it('is to be tried again when it can’t be stored', async () => {
    isDown = true;
    expect((await post('start', run)).status).toBe(503);
  });
});

describe('the signature', () => {
  it.each(['start', 'lifecycle'])('is looked at before anything else of %s', async (path) => {
    const answers = [
      await post(path, '{', 'x'),
      await post(path, run, sign('another body')),
      await post(path, run, sign(JSON.stringify(run), 'another secret')),
    ];
    expect(answers.map(({ status, body }) => [status, codeOf(body)])).toEqual(
      answers.map(() => [401, 'signature_wrong']),
    );
    const without = await request(app()).post(`/webhooks/shopify-flow/${path}`).send({});
    expect([without.status, codeOf(without.body)]).toEqual([401, 'signature_missing']);
    expect([stored, heard]).toEqual([[], []]);
  });

  it('may still be made with the secret before', async () => {
    const text = JSON.stringify(run);
    expect((await post('start', text, sign(text, 'the one before'))).status).toBe(200);
  });

  it.each(['{', '[1', ''])('does not make %p a payload', async (text) => {
    expect(codeOf((await post('start', text)).body)).toMatch(/^payload_/);
  });

  it('does not make a large body a payload', async () => {
    const answer = await post('start', { ...run, more: 'x'.repeat(70_000) });
    expect([answer.status, codeOf(answer.body)]).toEqual([413, 'body_too_large']);
  });
});

describe('the lifecycle of a trigger', () => {
  it.each(['encore-email-sent', 'Encore sent an email'])('is heard by %p', async (id) => {
    const answer = await post('lifecycle', { ...lifecycle, flow_trigger_definition_id: id });
    expect(answer.status).toBe(200);
    expect(heard).toEqual([
      {
        shop: 'lumen.myshopify.com',
        trigger: 'encore-email-sent',
        listening: true,
        at: new Date('2026-11-01T08:00:00.000Z'),
      },
    ]);
  });

  it('of a trigger that is not ours is no reason to refuse: the merchant could not switch their workflow on', async () => {
    const answer = await post('lifecycle', { ...lifecycle, flow_trigger_definition_id: 'another' });
    expect([answer.status, heard]).toEqual([200, []]);
  });

  it.each([
    { has_enabled_flow: 'yes' },
    { timestamp: 'now' },
    { shopify_domain: 'evil.example' },
    { flow_trigger_definition_id: '' },
  ])('is refused with %p', async (over) => {
    expect((await post('lifecycle', { ...lifecycle, ...over })).status).toBe(422);
    expect(heard).toEqual([]);
  });
});
