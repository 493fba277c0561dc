import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import client from '@sendgrid/client';
import service from '@sendgrid/mail';
import type { OutgoingMail, Transport } from '../transport.ts';
import { exchange } from './http-exchange.ts';
import type { Exchange } from './http-exchange.ts';
import { sendgridOutcome } from './sendgrid-outcome.ts';

export interface SendgridOptions {
  readonly apiKey: string;
  /** Another host than SendGrid's own: a test double, or the EU's. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Opaque arguments come back with every event; they are kept for years, so nothing personal is in them. */
const dataOf = (mail: OutgoingMail): Parameters<typeof service.send>[0] => ({
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

const asHeaders = (headers: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries<unknown>({ ...headers }).map(([name, value]) => [name, String(value)]));

type Write = (url: URL, headers: Record<string, string>, body: string) => Promise<Exchange>;

/**
 * SendGrid's own classes check, build and authorise the request; only writing it is ours, because the last look must come
 * right before the bytes. They are one of each a process, so all of this happens in one go, without a pause in between.
 */
const sendThrough = (
  { apiKey, baseUrl }: SendgridOptions,
  mail: OutgoingMail,
  write: Write,
): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    client.setApiKey(apiKey);
    // After the key: setting that resets the address.
    if (baseUrl !== undefined) client.setDefaultRequest('baseUrl', baseUrl);
    client.request = (data) => {
      const built = client.createRequest({ ...data, headers: {} });
      const url = new URL(built.url, String(Reflect.get(built, 'baseURL')));
      const body: unknown = data.body;
      const written = write(url, asHeaders(built.headers), JSON.stringify(body));
      written.then(resolve, reject);
      return written.then(() => [{ statusCode: 202, body: {}, headers: {} }, {}]);
    };
    service.setClient(client);
    service.send(dataOf(mail)).catch(reject);
  });

export const createSendgridTransport = (options: SendgridOptions): Transport => {
  const { timeoutMs = 10_000 } = options;
  const pool = { keepAlive: true, maxSockets: 256, scheduling: 'lifo' } as const;
  const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };
  return {
    key: 'sendgrid',
    send: async (mail, beforeWrite) => {
      try {
        const exchanged = await sendThrough(options, mail, (url, headers, body) => {
          const agent = url.protocol === 'https:' ? agents.https : agents.http;
          return exchange({ url, headers, body, agent, timeoutMs, beforeWrite });
        });
        return sendgridOutcome(exchanged);
      } catch {
        // `exchange` never rejects: SendGrid's classes refused data they can't use, and nothing was written.
        return { kind: 'rejected', reason: 'mail_invalid' };
      }
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
      return Promise.resolve();
    },
  };
};
