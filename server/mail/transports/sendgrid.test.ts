import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import client from '@sendgrid/client';
import service from '@sendgrid/mail';
import { aMail } from '../../testing/mail/mail-builders.ts';
import { startProviderDouble } from '../../testing/mail/provider-double.ts';
import type { Illness, ProviderDouble } from '../../testing/mail/provider-double.ts';
import type { OutgoingMail, SendOutcome, Transport } from '../transport.ts';
import { illnessNames } from './ill-far-side.ts';
import type { IllnessName } from './ill-far-side.ts';
import { illTransportBattery } from './ill-transport.battery.ts';
import { sendgridBody } from './sendgrid-body.ts';
import { createSendgridTransport } from './sendgrid.ts';
import { transportBattery } from './transport.battery.ts';

const lowered = (headers: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('the SendGrid transport', () => {
  transportBattery(async () => {
    const provider = await startProviderDouble();
    return {
      transport: createSendgridTransport({ apiKey: 'SG.test', baseUrl: provider.baseUrl }),
      arrived: () =>
        Promise.resolve(
          provider.mails().map((mail) => ({
            from: mail.from.email,
            to: mail.personalizations[0].to[0]?.email ?? '',
            subject: mail.subject ?? '',
            html: mail.content.find(({ type }) => type === 'text/html')?.value ?? '',
            text: mail.content.find(({ type }) => type === 'text/plain')?.value ?? '',
            headers: lowered(mail.headers),
          })),
        ),
      close: () => provider.close(),
    };
  });
});

const illnessOf: Partial<Record<IllnessName, Illness>> = {
  well: 'well',
  'slow to answer': 'slow',
  'asking to wait, and until when': 'rate-limited',
  'asking to wait': 'rate-limited-unnamed',
  'failing with a whole answer': 'broken',
  'unavailable with a whole answer': 'unavailable',
  'failing with half an answer': 'break-off-500',
  'silent once it has the mail': 'hanging',
  'trickling its answer': 'trickling',
  'hanging up in the middle of the mail': 'cut-short',
  'taking the mail and saying nothing': 'accept-then-hang',
  'taking the mail and hanging up': 'accept-then-reset',
  'taking the mail with half an answer': 'accept-then-half-a-line',
  'refusing this mail': 'rejecting',
  'finding the mail too large': 'too-large',
  'refusing the key': 'key-refused',
  'refusing the sender': 'sender-refused',
};

describe('the SendGrid transport, with a far side that is', () => {
  illTransportBattery({
    open: async () => {
      const provider = await startProviderDouble();
      const elsewhere = {
        'nobody listens': 'http://127.0.0.1:1/',
        'no such name': 'http://nowhere.invalid/',
        'no TLS': provider.baseUrl.replace('http:', 'https:'),
      };
      return {
        transport: createSendgridTransport({ apiKey: 'SG.test', baseUrl: provider.baseUrl, timeoutMs: 1000 }),
        fallIll: (illness) => provider.fallIll(illnessOf[illness] ?? 'well'),
        taken: async (id) => provider.acceptances().get(id) ?? 0,
        heardContent: provider.heardContent,
        at: (address) =>
          createSendgridTransport({ apiKey: 'SG.test', baseUrl: elsewhere[address], timeoutMs: 2000 }),
        close: provider.close,
      };
    },
    lacks: {
      'silent when it is called': 'HTTP has no greeting: who is silent has the mail already',
      'putting this mail off': 'one request is one mail: there is no later for one recipient',
    },
  });

  it('tells every illness that it can have apart', () => {
    expect(new Set(Object.values(illnessOf)).size).toBe(illnessNames.length - 2);
  });
});

describe('the request', () => {
  /** What SendGrid's own classes would have sent. */
  const officialBody = async (mail: OutgoingMail): Promise<unknown> => {
    let body: unknown;
    client.request = (data) => {
      body = data.body;
      return Promise.resolve([{ statusCode: 202, body: {}, headers: {} }, {}]);
    };
    service.setClient(client);
    await service.send({
      from: { name: mail.from.name, email: mail.from.address },
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      to: { email: mail.to.address, ...(mail.to.name === undefined ? {} : { name: mail.to.name }) },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { ...mail.headers },
      customArgs: { message_id: mail.messageId, shop: mail.shop },
      trackingSettings: {
        clickTracking: { enable: false, enableText: false },
        openTracking: { enable: false },
        subscriptionTracking: { enable: false },
      },
    });
    return body;
  };

  it.each([
    ['a plain mail', aMail()],
    ['a mail with an address for replies', aMail({ replyTo: 'help@lumen.example' })],
    ['a mail to somebody without a name', aMail({ to: { address: 'mara@example.com' } })],
    [
      'words in any script',
      aMail({ subject: '✨ “Öl” \u2028', html: '<p title="a">&amp; 🛒</p>', text: '\\ "' }),
    ],
  ])('says of %s what SendGrid’s own classes say', async (_what, mail) => {
    const official = await officialBody(mail);

    const body: unknown = JSON.parse(sendgridBody(mail));

    expect(body).toEqual(JSON.parse(JSON.stringify(official)));
  });
});

describe('the SendGrid transport against an ill provider', () => {
  let provider: ProviderDouble;
  let transport: Transport;
  beforeEach(async () => {
    provider = await startProviderDouble();
    transport = createSendgridTransport({ apiKey: 'SG.test', baseUrl: provider.baseUrl, timeoutMs: 2000 });
  });
  afterEach(async () => {
    await transport.close();
    await provider.close();
  });

  const outcomeWhen = (illness: Illness): Promise<SendOutcome> => {
    provider.fallIll(illness);
    return transport.send(aMail(), () => true);
  };

  it('goes by the status of an answer whose body broke off', async () => {
    const outcome = await outcomeWhen('accept-then-truncate');

    expect([outcome.kind, provider.acceptances().get('e1.checkout-1')]).toEqual(['accepted', 1]);
  });

  it('takes the pause from the answer to too many requests', async () => {
    const outcome = await outcomeWhen('rate-limited');

    expect(outcome).toEqual({ kind: 'not-sent', reason: 'rate_limited', retryAfterMs: 2000 });
  });

  it('says that a refused connection did not leave', async () => {
    await provider.close();

    const outcome = await transport.send(aMail(), () => true);

    expect(outcome).toEqual({ kind: 'not-sent', reason: 'econnrefused' });
  });

  it('turns tracking and subscription handling of the provider off, and tells it nothing personal', async () => {
    await outcomeWhen('well');

    const [mail] = provider.mails();
    expect(mail?.custom_args).toEqual({ message_id: 'e1.checkout-1', shop: 'lumen.myshopify.com' });
    expect(mail?.tracking_settings).toMatchObject({
      click_tracking: { enable: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    });
  });
});
