import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { createMailLinksRouter } from '../../app/http/mail-links.ts';
import { createLeavingPeople } from '../leaving/leaving-people.ts';
import { silentLogger } from '../../lib/logger.ts';
import { codeOf, fieldsOf } from '../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, worldLinks } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { aShop, noon } from '../../testing/mail/mail-builders.ts';
import { aTemplate } from '../../testing/mail/template-builders.ts';
import { interpretProviderEvents } from '../events/interpret-provider-events.ts';
import { createLinks } from '../links/links.ts';
import { createManualClock } from '../../lib/clock.ts';
import { createMessageEvents } from '../events/message-events.repository.ts';
import type { OutgoingMail, SendOutcome } from '../transport.ts';
import { isTestMessage, messageIdOf, testMessageId } from '../message-id.ts';
import { asEnrollmentId } from '../../lib/brand.ts';
import type { SendingDomain } from '../sending/sending-domain.ts';
import { admitTest, mostTestsAnHour, sendTest } from './test-mail.ts';
import type { TestMailDeps } from './test-mail.ts';

let world: LifeWorld;
let own: string;

beforeAll(async () => {
  world = await createLifeWorld('test_mail');
  own = (await world.data.shop.shops.find(lumen))?.sender.address ?? '';
});
beforeEach(async () => {
  for (const name of ['test_mail_counts', 'outbox', 'mail_templates', 'mail_template_versions'])
    await world.data.connection.collection(name).deleteMany({});
});
afterAll(() => world.close());

const test = (body: object) => world.ask('post', '/templates/test', { to: own, ...body });
const arrived = () => world.data.mail.outbox.list(lumen);
/** Everything that counts mails, or is counted. */
const counted = async () => {
  const names = [
    'messages',
    'message_events',
    'decisions',
    'sender_days',
    'kept_mails',
    'suppressions',
    'consents',
  ];
  const counts = names.map((name) => world.data.connection.collection(name).countDocuments());
  return Object.fromEntries((await Promise.all(counts)).map((count, index) => [names[index] ?? '', count]));
};

describe('a test mail', () => {
  it('arrives through the transport that mails leave by, marked as a test', async () => {
    const answer = await test({ key: 'checkout-1' });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ to: own, subject: 'You left something behind' });
    const [mail, ...others] = await arrived();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      subject: '[Test] You left something behind',
      to: { address: own },
      from: { address: own },
      flowKey: 'abandoned-checkout',
      step: 'test',
    });
    expect(mail?.headers).toMatchObject({
      'X-Encore-Test': 'yes',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mail?.text).toContain('/u/');
  });

  it('counts nowhere', async () => {
    const before = await counted();

    await test({ key: 'checkout-1' });

    expect(await counted()).toEqual(before);
    expect(await arrived()).toHaveLength(1);
  });

  it.each([
    [{ key: 'checkout-1', locale: 'de' }, '[Test] Du hast etwas vergessen'],
    [{ key: 'checkout-1', locale: 'el' }, /^\[.+\] /],
    [{ template: aTemplate() }, /^\[Test\] For /],
  ])('is of a template or of what is being written: %j', async (body, subject) => {
    expect((await test(body)).status).toBe(200);

    const [mail] = await arrived();
    if (typeof subject === 'string') expect(mail?.subject).toBe(subject);
    else expect(mail?.subject).toMatch(subject);
  });

  it('is of a merchant’s own template, as it is published or in a version', async () => {
    await world.ask('post', '/own-templates', { key: 'ours', title: 'Ours', from: 'checkout-1' });
    expect((await test({ key: 'ours' })).status).toBe(404);
    await world.ask('post', '/own-templates/ours/publish', { rev: 1 });
    await world.ask('post', '/own-templates/ours/draft', {
      rev: 2,
      template: aTemplate({ subject: 'Second' }),
    });
    await world.ask('post', '/own-templates/ours/publish', { rev: 3 });

    await test({ key: 'ours', flow: 'abandoned-checkout' });
    await test({ key: 'ours', flow: 'abandoned-checkout', version: 1 });

    expect((await arrived()).map(({ subject }) => subject).toSorted()).toEqual([
      '[Test] Second',
      '[Test] You left something behind',
    ]);
  });

  it('does not leave while its template has errors, and says which', async () => {
    const answer = await test({ template: aTemplate({ subject: '{{ custmer }}' }) });

    expect(codeOf(answer.body)).toBe('template_unfinished');
    expect(Object.keys(fieldsOf(answer.body))).toEqual(['subject']);
    expect(await arrived()).toEqual([]);
  });
});

describe('who gets one', () => {
  it.each(['mara@example.com', 'hello@lumen.example.com', 'x@y.example'])('is not %s', async (to) => {
    expect(codeOf((await test({ key: 'checkout-1', to })).body)).toBe('test_recipient_refused');
    expect(await arrived()).toEqual([]);
  });

  it.each(['not an address', 'a@b\r\nBcc: c@d.example', ''])('is no such thing as %j', async (to) => {
    expect(codeOf((await test({ key: 'checkout-1', to })).body)).toBe('request_invalid');
  });

  it('is the shop whatever its capitals, and twenty times an hour at most', async () => {
    for (let sent = 0; sent < 3; sent += 1)
      expect((await test({ key: 'checkout-1', to: own.toUpperCase() })).status).toBe(200);
    await world.data.connection
      .collection('test_mail_counts')
      .updateMany({}, { $set: { count: mostTestsAnHour } });

    const answer = await test({ key: 'checkout-1' });

    expect(answer.status).toBe(429);
    expect(codeOf(answer.body)).toBe('too_many_requests');
    expect(answer.headers['retry-after']).toBe('3600');
    expect(await arrived()).toHaveLength(3);
  });

  const deps = (domain: Partial<SendingDomain> | undefined): TestMailDeps => ({
    senders: { of: async ({ sender }) => sender },
    domains: {
      find: async () =>
        domain && {
          shop: lumen,
          address: 'hi@proved.example',
          name: 'proved.example',
          providerId: '1',
          state: 'verified',
          records: [],
          startedAt: noon,
          checks: 0,
          ...domain,
        },
    },
    counts: { take: async () => 1 },
    links: createLinks({ baseUrl: '', keys: [{ id: 'k', secret: 's' }] }),
    transportOf: async () => ({ send: async () => ({ kind: 'accepted' }) }),
    clock: createManualClock(noon),
  });

  it.each<[string, Partial<SendingDomain> | undefined, boolean]>([
    ['anna@proved.example', {}, true],
    ['anna@PROVED.example', {}, true],
    ['anna@proved.example', { state: 'pending' }, false],
    ['anna@proved.example', undefined, false],
    ['anna@sub.proved.example', {}, false],
    ['anna@proved.example.evil.example', {}, false],
    ['answers@lumen.example', undefined, true],
  ])('is %s where the domain is %j: %s', async (to, domain, allowed) => {
    const shop = aShop({
      sender: { name: 'L', address: 'hello@lumen.example', replyTo: 'answers@lumen.example' },
    });

    const admitted = admitTest(deps(domain), shop, to).then(
      () => true,
      () => false,
    );

    expect(await admitted).toBe(allowed);
  });

  it.each<[SendOutcome, RegExp]>([
    [{ kind: 'rejected', reason: 'address_refused' }, /refused it \(address_refused\)/],
    [{ kind: 'not-sent', reason: 'busy' }, /refused it \(busy\)/],
    [{ kind: 'unknown', reason: 'timeout' }, /Nobody knows whether it left \(timeout\)/],
  ])('is told what became of it: %j', async (outcome, sentence) => {
    const sent: OutgoingMail[] = [];
    const send = async (mail: OutgoingMail) => {
      sent.push(mail);
      return outcome;
    };
    const body = { subject: 'S\r\nBcc: all@example.com', html: '<p>x</p>', text: 'x', language: 'fr' };
    const mail = { shop: aShop(), to: 'hello@lumen.example', flowKey: 'x', body };

    await expect(
      sendTest({ ...deps(undefined), transportOf: async () => ({ send }) }, mail),
    ).rejects.toMatchObject({
      code: 'test_mail_failed',
      message: expect.stringMatching(sentence),
    });
    expect(sent.map(({ subject }) => subject)).toEqual(['[Test] S Bcc: all@example.com']);
  });
});

describe('what a test mail leads to', () => {
  it('lets nobody leave: neither the page nor one click from a mail program', async () => {
    await test({ key: 'checkout-1' });
    const [mail] = await arrived();
    const token = /\/u\/([\w.-]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    const told: unknown[] = [];
    const app = express();
    app.use(
      createMailLinksRouter({
        links: worldLinks,
        intake: { accept: async (delivery) => (told.push(delivery), 'stored') },
        people: createLeavingPeople(world.data.shop),
        events: createMessageEvents(world.data.connection),
        clock: world.data.clock,
        logger: silentLogger,
      }),
    );

    const page = await request(app).get(`/u/${token}`).set('Accept-Language', 'de');
    const click = await request(app)
      .post(`/u/${token}`)
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' });

    expect(token).not.toBe('');
    expect([page.status, click.status]).toEqual([200, 200]);
    expect(page.text).toContain('Niemand wird dadurch abgemeldet');
    expect(page.text).not.toContain('<form');
    expect(told).toEqual([]);
  });

  it('is not listened to when the provider tells of it', () => {
    const event = { timestamp: 1, email: 'a@b.example', shop: lumen };
    const told = (message_id: string) =>
      interpretProviderEvents(Buffer.from(JSON.stringify([{ ...event, event: 'bounce', message_id }])));

    expect(told(testMessageId())).toEqual([]);
    expect(told('e1.checkout-1')).toHaveLength(1);
  });

  it('has an id that no enrollment’s mail has', () => {
    expect(isTestMessage(testMessageId())).toBe(true);
    expect(isTestMessage(messageIdOf(asEnrollmentId('test-mail-x'), 'a'))).toBe(false);
  });
});
