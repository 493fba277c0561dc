import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import type { Test } from 'supertest';
import { asContactId, asEnrollmentId, asFlowId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createErrorHandler } from './errors.ts';
import { createSendgridWebhookRouter } from './sendgrid-webhook.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicText = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

let recorded: Map<string, MessageEvent>;
let accepted: string[];
let woken: string[];
let suppressed: string[];
let left: string[];
let down: boolean;

const appWith = (key: string | undefined): Express => {
  const app = express();
  app.use(
    createSendgridWebhookRouter({
      publicKey: key,
      logger: silentLogger,
      events: {
        clock: createManualClock(noon),
        events: {
          record: (_shop, events) => {
            for (const event of events) recorded.set(event.id, event);
            return down ? Promise.reject(new Error('down')) : Promise.resolve();
          },
        },
        messages: {
          eventAccepted: (shop, id) => {
            accepted.push(id);
            return Promise.resolve({
              id,
              shop,
              enrollment: asEnrollmentId('e'),
              step: 's',
              flow: asFlowId('f'),
              flowKey: 'f',
              contact: asContactId('c'),
              status: 'accepted',
              attempt: 0,
              stateAt: noon,
            });
          },
        },
        suppressions: {
          add: (_shop, { reason }) => {
            suppressed.push(reason);
            return Promise.resolve();
          },
        },
        enrollments: {
          wake: (id, step) => {
            woken.push(`${id} ${step}`);
            return Promise.resolve();
          },
        },
        unsubscribe: (_shop, address) => {
          left.push(address);
          return Promise.resolve();
        },
      },
    }),
  );
  app.use(createErrorHandler(silentLogger));
  return app;
};

const signed = (app: Express, body: string, over: { signature?: string } = {}): Test => {
  const timestamp = '1700000000';
  const signature = sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64');
  return request(app)
    .post('/webhooks/sendgrid')
    .set('Content-Type', 'application/json')
    .set('X-Twilio-Email-Event-Webhook-Timestamp', timestamp)
    .set('X-Twilio-Email-Event-Webhook-Signature', over.signature ?? signature)
    .send(body);
};

const event = (over: object): string =>
  JSON.stringify([
    {
      event: 'delivered',
      timestamp: 1_700_000_000,
      email: 'mara@example.com',
      message_id: 'e.s',
      shop: lumen,
      sg_event_id: String(Math.random()),
      ...over,
    },
  ]);

beforeEach(() => {
  recorded = new Map();
  accepted = [];
  woken = [];
  suppressed = [];
  left = [];
  down = false;
});

describe('the event webhook', () => {
  it('settles the row, wakes the enrollment and keeps the event', async () => {
    const answer = await signed(appWith(publicText), event({}));

    expect(answer.status).toBe(200);
    expect([accepted, woken]).toEqual([['e.s'], ['e s']]);
    expect([...recorded.values()]).toMatchObject([{ type: 'delivered', message: 'e.s', shop: lumen }]);
  });

  it('knows an event that comes again with a new id', async () => {
    const app = appWith(publicText);

    await signed(app, event({}));
    await signed(app, event({}));

    expect(recorded.size).toBe(1);
  });

  it.each([
    [{ event: 'bounce', type: 'bounce' }, ['hard_bounce']],
    [{ event: 'bounce', type: 'blocked' }, []],
    [{ event: 'spamreport' }, ['complaint']],
    [{ event: 'dropped', reason: 'Bounced Address' }, ['hard_bounce']],
    [{ event: 'open' }, []],
  ])('suppresses after %j: %j', async (over, reasons) => {
    await signed(appWith(publicText), event(over));

    expect(suppressed).toEqual(reasons);
  });

  it('passes an unsubscribe on', async () => {
    await signed(appWith(publicText), event({ event: 'unsubscribe' }));

    expect(left).toEqual(['mara@example.com']);
  });

  it('refuses what is not signed, signed wrongly or by nobody we know', async () => {
    const app = appWith(publicText);
    const answers = [
      await request(app).post('/webhooks/sendgrid').send('[]'),
      await signed(app, event({}), { signature: 'bm9uc2Vuc2U=' }),
      await signed(appWith(undefined), event({})),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(recorded.size).toBe(0);
  });

  it('asks for it again when it could not be kept', async () => {
    down = true;

    expect((await signed(appWith(publicText), event({}))).status).toBe(503);
  });

  it('names what it cannot read', async () => {
    const app = appWith(publicText);

    expect((await signed(app, '[{')).status).toBe(422);
    expect((await signed(app, '{}')).status).toBe(422);
    expect((await signed(app, '[{"event":"delivered"},7]')).status).toBe(200);
  });
});
