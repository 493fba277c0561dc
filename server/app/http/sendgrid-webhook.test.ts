import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import type { Test } from 'supertest';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import { lumen } from '../../testing/mail/mail-builders.ts';
import { createErrorHandler } from './errors.ts';
import { createSendgridWebhookRouter } from './sendgrid-webhook.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const textOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');
const publicText = textOf(publicKey);
/** Of lumen's own account. */
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ownText = textOf(own.publicKey);

let stored: NewDelivery[];
let down: boolean;

const appWith = (key: string | null = publicText): Express => {
  const app = express();
  const accept = async (delivery: NewDelivery) => {
    if (down) throw new EncoreError('inbox_unavailable');
    stored.push(delivery);
    return 'stored' as const;
  };
  const keyOf = async (shop: string) => (shop === lumen ? ownText : undefined);
  app.use(createSendgridWebhookRouter({ publicKey: key ?? undefined, keyOf, intake: { accept } }));
  app.use(createErrorHandler(silentLogger));
  return app;
};

interface Signing {
  readonly signature?: string;
  readonly key?: KeyObject;
  readonly path?: string;
}

const signed = (app: Express, body: string, over: Signing = {}): Test => {
  const timestamp = '1700000000';
  const signature = sign('sha256', Buffer.from(timestamp + body), over.key ?? privateKey).toString('base64');
  return request(app)
    .post(over.path ?? '/webhooks/sendgrid')
    .set('Content-Type', 'application/json')
    .set('X-Twilio-Email-Event-Webhook-Timestamp', timestamp)
    .set('X-Twilio-Email-Event-Webhook-Signature', over.signature ?? signature)
    .send(body);
};

const event = (over: object = {}): object => ({
  event: 'delivered',
  timestamp: 1_700_000_000,
  email: 'mara@example.com',
  message_id: 'e.s',
  shop: lumen,
  ...over,
});
const batch = (...events: object[]): string => JSON.stringify(events);

beforeEach(() => {
  stored = [];
  down = false;
});

describe('the event webhook', () => {
  it('stores a delivery for each shop before it answers 200', async () => {
    const answer = await signed(
      appWith(),
      batch(event(), event({ shop: 'umbra.myshopify.com' }), event({ event: 'open' })),
    );

    expect(answer.status).toBe(200);
    expect(stored).toMatchObject([
      { shop: lumen, topic: 'sendgrid:events', class: 'normal', state: 'stored' },
      { shop: 'umbra.myshopify.com' },
    ]);
    expect(JSON.parse(stored[0]?.body.toString() ?? '')).toMatchObject([
      { event: 'delivered' },
      { event: 'open' },
    ]);
  });

  it.each(['unsubscribe', 'group_unsubscribe', 'spamreport', 'bounce', 'dropped'])(
    'holds the shop’s mails while a %s is being applied',
    async (name) => {
      await signed(appWith(), batch(event(), event({ event: name })));

      expect(stored.map((delivery) => delivery.class)).toEqual(['holds']);
    },
  );

  it('gives the same batch the same id, and another batch another', async () => {
    const app = appWith();
    await signed(app, batch(event()));
    await signed(app, batch(event()));
    await signed(app, batch(event({ timestamp: 1_700_000_001 })));

    const [one, same, other] = stored.map(({ deliveryId }) => deliveryId);
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });

  it('keeps nothing of mail that others send through the account', async () => {
    const { message_id: _id, ...foreign } = { message_id: '', event: 'delivered', email: 'x@example.com' };

    expect((await signed(appWith(), batch(foreign, event({ shop: '' })))).status).toBe(200);
    expect(stored).toEqual([]);
  });

  it('refuses what is not signed, signed wrongly or by nobody we know', async () => {
    const app = appWith();
    const answers = [
      await request(app).post('/webhooks/sendgrid').send('[]'),
      await signed(app, batch(event()), { signature: 'bm9uc2Vuc2U=' }),
      await signed(appWith(null), batch(event())),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(stored).toEqual([]);
  });

  it('looks at the signature before it looks at the bytes', async () => {
    expect((await signed(appWith(), '[{', { signature: 'bm9uc2Vuc2U=' })).status).toBe(401);
  });

  it.each(['[{', '{}', '7', '', '\uFFFD'])('answers 400 to %j', async (body) => {
    expect((await signed(appWith(), body)).status).toBe(400);
  });

  it('answers 413 to what is larger than 5 MiB', async () => {
    expect((await signed(appWith(), 'x'.repeat(5 * 2 ** 20 + 1))).status).toBe(413);
  });

  it('asks for it again when it could not be stored', async () => {
    down = true;

    expect((await signed(appWith(), batch(event()))).status).toBe(503);
  });
});

describe('the event webhook of a shop’s own account', () => {
  const path = `/webhooks/sendgrid/${lumen}`;
  const byOwn = { key: own.privateKey, path };

  it('takes what that account signed', async () => {
    expect((await signed(appWith(), batch(event()), byOwn)).status).toBe(200);
    expect(stored).toMatchObject([{ shop: lumen, topic: 'sendgrid:events' }]);
  });

  it('hears of no other shop, whatever the events name', async () => {
    const stranger = event({ shop: 'umbra.myshopify.com', event: 'unsubscribe' });

    expect((await signed(appWith(), batch(stranger, event()), byOwn)).status).toBe(200);
    expect(stored.map(({ shop }) => shop)).toEqual([lumen]);
  });

  it.each([
    ['the operator’s account at a shop’s address', { key: privateKey, path }],
    ['a shop’s account at the operator’s address', { key: own.privateKey }],
    [
      'a shop’s account at another shop’s address',
      { key: own.privateKey, path: '/webhooks/sendgrid/umbra.myshopify.com' },
    ],
    ['a shop that isn’t there', { key: own.privateKey, path: '/webhooks/sendgrid/nobody' }],
    ['a forged signature', { signature: 'bm9uc2Vuc2U=', path }],
  ])('refuses %s', async (_what, over) => {
    expect((await signed(appWith(), batch(event()), over)).status).toBe(401);
    expect(stored).toEqual([]);
  });

  it.each(['[{', '{}', ''])('answers 400 to %j', async (body) => {
    expect((await signed(appWith(), body, byOwn)).status).toBe(400);
  });
});
