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
import type { MailChoices } from '../../shop/preferences.ts';
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
let locale: string | undefined;
let choices: MailChoices | undefined;
let full: boolean;
let app: Express;
beforeEach(() => {
  accepted = [];
  clicks = [];
  address = 'mara@example.com';
  locale = undefined;
  choices = undefined;
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
      people: {
        read: () =>
          Promise.resolve({
            shopName: 'Lumen <b>',
            zone: 'Europe/Berlin',
            address,
            locale,
            unsubscribed: accepted.at(-1)?.topic === 'page:unsubscribe',
            choices,
          }),
      },
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

const chosen = (fields: string) => request(app).post(leave).type('form').send(`action=choose${fields}`);
const everyKind = '&kinds=reminders&kinds=restock&kinds=suggestions&kinds=feedback';
const preferencesFrom = (delivery: NewDelivery | undefined) => {
  const [fact] = factsOf(delivery);
  return fact?.kind === 'preferences' ? fact.preferences : undefined;
};

describe('choosing', () => {
  it('keeps what was chosen, with its source, its words, its time and its address', async () => {
    const answer = await chosen('&rhythm=weekly&kinds=reminders&kinds=restock');

    expect(answer.text).toContain('Saved');
    expect(accepted).toMatchObject([{ topic: 'page:preferences', class: 'holds' }]);
    expect(preferencesFrom(accepted[0])).toMatchObject({
      person: { address: 'mara@example.com' },
      weekly: true,
      without: ['suggestions', 'feedback'],
      source: 'page',
      textVersion: 'leave-2/en',
      statedAt: noon,
    });
    expect(preferencesFrom(accepted[0])?.ip).toMatch(/127\.0\.0\.1/);
  });

  it('pauses for thirty days, and shows until when', async () => {
    const answer = await chosen(`&rhythm=pause${everyKind}`);

    expect(preferencesFrom(accepted[0])).toMatchObject({
      pausedUntil: new Date('2026-12-22T12:00:00Z'),
      weekly: false,
      without: [],
    });
    expect(answer.text).toContain('nothing comes before December 22, 2026');
  });

  it('leaves a pause as it is when only the kinds change', async () => {
    choices = { pausedUntil: new Date('2026-12-01T00:00:00Z'), weekly: true, without: [] };

    await chosen('&rhythm=stay&kinds=restock');

    expect(preferencesFrom(accepted[0])).toMatchObject({
      ...choices,
      without: ['reminders', 'suggestions', 'feedback'],
    });
  });

  it('is leaving when no kind is left', async () => {
    const answer = await chosen('&rhythm=always');

    expect(answer.text).toContain('You’re unsubscribed');
    expect(accepted.map(({ topic }) => topic)).toEqual(['page:unsubscribe']);
  });

  it('is not mistaken for leaving because of a word we don’t know', async () => {
    await chosen(`&rhythm=hourly&rhythm=never${everyKind}&kinds=gossip`);

    expect(preferencesFrom(accepted[0])).toMatchObject({ weekly: false, without: [] });
  });

  it('shows what holds when the page is opened again', async () => {
    choices = { weekly: true, without: ['feedback'] };

    const { text } = await request(app).get(leave);

    expect(text).toContain('value="weekly" checked');
    expect(text).toContain('value="restock" checked');
    expect(text).not.toContain('value="feedback" checked');
  });

  it('offers the way back, and only that, to somebody who left', async () => {
    await request(app).post(leave);

    const { text } = await request(app).get(leave);

    expect(text).toContain('Subscribe again');
    expect(text).not.toContain('name="rhythm"');
  });
});

describe('the language of the page', () => {
  it.each([
    ['el', undefined, '<html lang="el">'],
    ['zh-CN', 'de', '<html lang="zh-Hans">'],
    [undefined, 'pt, fr-CA;q=0.8, en;q=0.5', '<html lang="fr">'],
    ['zh-Hant-TW', undefined, '<html lang="en">'],
    ['tlh', 'xx', '<html lang="en">'],
  ])('is that of the person (%s), else of the browser (%s): %s', async (own, accepts, expected) => {
    locale = own;

    const { text } = await request(app)
      .get(leave)
      .set('Accept-Language', accepts ?? '');

    expect(text).toContain(expected);
  });

  it('is kept with what was said', async () => {
    locale = 'de';

    const answer = await request(app).post(leave).type('form').send({ action: 'leave' });

    expect(answer.text).toContain('Sie sind abgemeldet');
    expect(factsOf(accepted[0])).toMatchObject([{ consent: { textVersion: 'leave-2/de' } }]);
  });
});

describe('a click', () => {
  it('of a gateway that opens every link is marked', async () => {
    await request(app).get(click).set('User-Agent', 'Mozilla/5.0 (compatible; Barracuda Sentinel)');
    await request(app).get(click).set('User-Agent', 'Mozilla/5.0').set('Sec-Purpose', 'prefetch;prerender');
    await request(app).get(click).set('User-Agent', 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)');

    expect(clicks.map(({ detail }) => detail)).toEqual(['scanner', 'scanner', undefined]);
  });

  it('leads to the signed target and is recorded', async () => {
    const answer = await request(app).get(click);

    expect([answer.status, answer.headers['location']]).toEqual([302, 'https://lumen.example/a?b=c']);
    expect(clicks).toMatchObject([
      { type: 'clicked', message: 'm', at: noon, url: 'https://lumen.example/a?b=c' },
    ]);
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

describe('leaving', () => {
  it('names the mail that made somebody leave, not one that somebody only looked at', async () => {
    await request(app).get(leave);
    await request(app).post(leave).type('form').send({ action: 'return' });
    await request(app).post(leave).type('form').send({ 'List-Unsubscribe': 'One-Click' });

    expect(clicks).toMatchObject([{ type: 'unsubscribed', message: 'm', at: noon }]);
  });
});
