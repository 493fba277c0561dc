import { beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import { asContactId, asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import { interpretPageDelivery } from '../../mail/leaving/page-delivery.ts';
import { createLinks } from '../../mail/links/links.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import { lumen, noon } from '../../testing/mail/mail-builders.ts';
import { createErrorHandler } from './errors.ts';
import { createMailLinksRouter } from './mail-links.ts';

const links = createLinks({ baseUrl: '', keys: [{ id: 'k', secret: 'test' }] });
const leave = links.unsubscribeUrl({ shop: lumen, contact: asContactId('mara'), message: asMessageId('m') });
const click = links.clickUrl({
  shop: lumen,
  message: asMessageId('m'),
  target: 'https://lumen.example/a?b=c',
});

let accepted: NewDelivery[];
let clicks: MessageEvent[];
let address: string | undefined;
let full: boolean;
let app: Express;
beforeEach(() => {
  accepted = [];
  clicks = [];
  address = 'mara@example.com';
  full = false;
  app = express();
  app.use(
    createMailLinksRouter({
      links,
      intake: {
        accept: (delivery) => {
          if (full) return Promise.reject(new EncoreError('inbox_unavailable'));
          accepted.push(delivery);
          return Promise.resolve('stored');
        },
      },
      people: { shopName: () => Promise.resolve('Lumen <b>'), addressOf: () => Promise.resolve(address) },
      events: {
        record: (_shop, events) => {
          if (full) return Promise.reject(new Error('no database'));
          clicks.push(...events);
          return Promise.resolve();
        },
      },
      clock: createManualClock(noon),
      logger: silentLogger,
    }),
  );
  app.use(createErrorHandler(silentLogger));
});

const factsOf = (delivery: NewDelivery | undefined) => {
  if (delivery === undefined) throw new TypeError('nothing was accepted');
  return interpretPageDelivery({ ...delivery, id: 'x', state: 'stored', receivedAt: noon, failures: 0 });
};

describe('leaving', () => {
  it('shows a page that changes nothing, however often it is looked at', async () => {
    const page = await request(app).get(leave);

    expect(page.status).toBe(200);
    expect(page.text).toContain('method="post"');
    expect(page.text).toContain('Lumen &lt;b&gt;');
    expect(accepted).toEqual([]);
  });

  it('takes the one-click POST of a mail program', async () => {
    const answer = await request(app).post(leave).type('form').send({ 'List-Unsubscribe': 'One-Click' });

    expect(answer.status).toBe(200);
    expect(accepted).toMatchObject([
      { shop: lumen, topic: 'page:unsubscribe', class: 'holds', state: 'stored' },
    ]);
    expect(factsOf(accepted[0])).toMatchObject([
      {
        kind: 'consent',
        consent: {
          person: { address: 'mara@example.com' },
          state: 'unsubscribed',
          source: 'one-click',
          statedAt: noon,
        },
      },
    ]);
  });

  it('takes a one-click POST whose body we cannot read', async () => {
    const answer = await request(app).post(leave).field('List-Unsubscribe', 'One-Click');

    expect(answer.status).toBe(200);
    expect(accepted).toHaveLength(1);
  });

  it('takes the form, and the way back', async () => {
    const left = await request(app).post(leave).type('form').send({ action: 'leave' });
    const back = await request(app).post(leave).type('form').send({ action: 'return' });

    expect(left.text).toContain('Subscribe again');
    expect(back.text).toContain('Welcome back');
    expect(accepted.map(({ topic }) => topic)).toEqual(['page:unsubscribe', 'page:resubscribe']);
    expect(factsOf(accepted[1])).toMatchObject([{ consent: { state: 'subscribed', source: 'page' } }]);
  });

  it('says so when it could not be stored: nobody believes to have left who has not', async () => {
    full = true;

    const answer = await request(app).post(leave);

    expect(answer.status).toBe(503);
  });

  it('confirms to somebody we have forgotten already', async () => {
    address = undefined;

    const answer = await request(app).post(leave);

    expect([answer.status, accepted.length]).toEqual([200, 0]);
  });

  it.each(['/u/forged.a.b', click.replace('/c/', '/u/')])('refuses the link %s', async (path) => {
    const [shown, posted] = [await request(app).get(path), await request(app).post(path)];

    expect([shown.status, posted.status, accepted.length]).toEqual([404, 404, 0]);
  });
});

describe('a click', () => {
  it('leads to the signed target and is recorded', async () => {
    const answer = await request(app).get(click);

    expect([answer.status, answer.headers['location']]).toEqual([302, 'https://lumen.example/a?b=c']);
    expect(clicks).toMatchObject([{ type: 'clicked', message: 'm', url: 'https://lumen.example/a?b=c' }]);
  });

  it('leads on when it could not be recorded', async () => {
    full = true;

    expect((await request(app).get(click)).status).toBe(302);
  });

  it('leads nowhere when it is not ours', async () => {
    const answer = await request(app).get('/c/k.aHR0cHM6Ly9ldmlsLmV4YW1wbGU.AAAA');

    expect([answer.status, answer.headers['location']]).toEqual([404, undefined]);
  });
});
