import client from '@sendgrid/client';
import type { Transport } from '../transport.ts';
import { createExchange } from './http-exchange.ts';
import { sendgridBody } from './sendgrid-body.ts';
import { sendgridOutcome } from './sendgrid-outcome.ts';

export interface SendgridOptions {
  readonly apiKey: string;
  /** Another host than SendGrid's own: a test double, or the EU's. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

const asHeaders = (headers: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries<unknown>({ ...headers }).map(([name, value]) => [name, String(value)]));

/**
 * Where to and under which key, as SendGrid's own client says it; only writing the request is ours. The client is one a
 * process, so it is told and asked in one go.
 */
const addressOf = ({ apiKey, baseUrl }: SendgridOptions): { url: URL; headers: Record<string, string> } => {
  client.setApiKey(apiKey);
  // After the key: setting that resets the address.
  if (baseUrl !== undefined) client.setDefaultRequest('baseUrl', baseUrl);
  const built = client.createRequest({ method: 'POST', url: '/v3/mail/send', headers: {} });
  return {
    url: new URL(built.url ?? '', String(Reflect.get(built, 'baseURL'))),
    headers: asHeaders(built.headers),
  };
};

export const createSendgridTransport = (options: SendgridOptions): Transport => {
  const { timeoutMs = 10_000 } = options;
  const { url, headers } = addressOf(options);
  const exchange = createExchange({ origin: url.origin, connections: 256, timeoutMs });
  const path = `${url.pathname}${url.search}`;
  return {
    key: 'sendgrid',
    send: async (mail, beforeWrite) =>
      sendgridOutcome(await exchange.post({ path, headers, body: sendgridBody(mail), beforeWrite })),
    close: exchange.close,
  };
};
