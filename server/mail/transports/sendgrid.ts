import client from '@sendgrid/client';
import type { Transport } from '../transport.ts';
import { createExchange } from './http-exchange.ts';
import { sendgridBody } from './sendgrid-body.ts';
import { sendgridOutcome } from './sendgrid-outcome.ts';

export interface SendgridAddress {
  /** Another host than SendGrid's own: a test double, or the EU's. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface SendgridOptions extends SendgridAddress {
  readonly apiKey: string;
}

const asHeaders = (headers: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries<unknown>({ ...headers }).map(([name, value]) => [name, String(value)]));

/**
 * Where to and under which key, as SendGrid's own client says it; only writing the request is ours. The client is one a
 * process, so it is told and asked in one go.
 */
const addressOf = (apiKey: string, baseUrl: string | undefined) => {
  client.setApiKey(apiKey);
  // After the key: setting that resets the address.
  if (baseUrl !== undefined) client.setDefaultRequest('baseUrl', baseUrl);
  const built = client.createRequest({ method: 'POST', url: '/v3/mail/send', headers: {} });
  return {
    url: new URL(built.url ?? '', String(Reflect.get(built, 'baseURL'))),
    headers: asHeaders(built.headers),
  };
};

/** More than the mails one worker has under way: an account that hangs keeps no other waiting for a connection. */
const connections = 256;

export interface SendgridAccounts {
  /** A transport under this key. Closing it closes nothing: the connections are everybody's. */
  open(apiKey: string): Transport;
  close(): Promise<void>;
}

/** Any number of accounts at one SendGrid, over the same connections. */
export const createSendgridAccounts = ({
  baseUrl,
  timeoutMs = 10_000,
}: SendgridAddress): SendgridAccounts => {
  const { origin } = addressOf('SG.none', baseUrl).url;
  const exchange = createExchange({ origin, connections, timeoutMs });
  return {
    open: (apiKey) => {
      const { url, headers } = addressOf(apiKey, baseUrl);
      const path = `${url.pathname}${url.search}`;
      return {
        key: 'sendgrid',
        send: async (mail, beforeWrite) =>
          sendgridOutcome(await exchange.post({ path, headers, body: sendgridBody(mail), beforeWrite })),
        close: () => Promise.resolve(),
      };
    },
    close: exchange.close,
  };
};

export const createSendgridTransport = ({ apiKey, ...address }: SendgridOptions): Transport => {
  const accounts = createSendgridAccounts(address);
  return { ...accounts.open(apiKey), close: accounts.close };
};
