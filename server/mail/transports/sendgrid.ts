import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';
import type { MailDataRequired } from '@sendgrid/mail';
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
const dataOf = (mail: OutgoingMail): MailDataRequired => ({
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

const asHeaders = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

class LookedClient extends Client {}

/** SendGrid's own classes build and sign the request; only the bytes are ours, because the last look must come right before them. */
const clientThat = (
  options: SendgridOptions,
  write: (url: URL, headers: Record<string, string>, body: string) => Promise<Exchange>,
) => {
  const seen: { exchange?: Exchange } = {};
  const client = new LookedClient();
  client.setApiKey(options.apiKey);
  // After the key: setting that resets the address.
  if (options.baseUrl !== undefined) client.setDefaultRequest('baseUrl', options.baseUrl);
  client.request = async (data) => {
    const { baseURL, url, headers } = Object(client.createRequest({ ...data, headers: {} }));
    seen.exchange = await write(
      new URL(String(url), String(baseURL)),
      asHeaders(Object(headers)),
      JSON.stringify(data.body),
    );
    return [{ statusCode: 202, body: {}, headers: {} }, {}];
  };
  return { client, seen };
};

export const createSendgridTransport = (options: SendgridOptions): Transport => {
  const { timeoutMs = 10_000 } = options;
  const pool = { keepAlive: true, maxSockets: 256, scheduling: 'lifo' } as const;
  const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };
  return {
    key: 'sendgrid',
    send: async (mail, beforeWrite) => {
      const { client, seen } = clientThat(options, (url, headers, body) => {
        const agent = url.protocol === 'https:' ? agents.https : agents.http;
        return exchange({ url, headers, body, agent, timeoutMs, beforeWrite });
      });
      const service = new MailService();
      service.setClient(client);
      try {
        await service.send(dataOf(mail));
      } catch {
        // Thrown before anything was written: SendGrid's classes refuse data they can't use.
        if (seen.exchange === undefined) return { kind: 'rejected', reason: 'mail_invalid' };
      }
      return seen.exchange === undefined
        ? { kind: 'rejected', reason: 'mail_invalid' }
        : sendgridOutcome(seen.exchange);
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
      return Promise.resolve();
    },
  };
};
