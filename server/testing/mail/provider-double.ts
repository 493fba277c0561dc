import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { createDomainDouble } from './domain-double.ts';
import type { DomainDouble } from './domain-double.ts';
import { randomToken } from '../../lib/digest.ts';

/** Ways in which a provider can be ill. */
export type Illness =
  | 'well'
  | 'rate-limited'
  | 'rate-limited-unnamed'
  | 'broken'
  | 'bad-gateway'
  | 'unavailable'
  | 'rejecting'
  | 'key-refused'
  | 'sender-refused'
  | 'too-large'
  | 'hanging'
  | 'accept-then-hang'
  | 'accept-then-reset'
  | 'accept-then-truncate'
  | 'accept-then-half-a-line'
  | 'trickling'
  | 'cut-short'
  | 'slow'
  | 'break-off-500';

const mailSchema = z.object({
  personalizations: z.tuple([
    z.object({ to: z.array(z.object({ email: z.string(), name: z.string().optional() })).length(1) }),
  ]),
  from: z.object({ email: z.string(), name: z.string().optional() }),
  subject: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  content: z.array(z.object({ type: z.string(), value: z.string() })),
  custom_args: z.object({ message_id: z.string(), shop: z.string() }),
  tracking_settings: z.unknown(),
});
export type ReceivedMail = z.infer<typeof mailSchema>;

export interface ProviderDouble {
  readonly baseUrl: string;
  /** For the next requests, until told otherwise. */
  fallIll(illness: Illness): void;
  /** Only mails from this address fall ill. */
  fallIllFor(sender: string, illness: Illness): void;
  /** Only mails under this key fall ill. */
  fallIllForKey(apiKey: string, illness: Illness): void;
  /** What each key may do; one that is not named may send. */
  readonly keys: KeyDouble;
  /** Milliseconds before every answer. */
  delay(ms: number): void;
  /** How often each message id was taken: the oracle of "no mail twice". */
  acceptances(): ReadonlyMap<string, number>;
  mails(): readonly ReceivedMail[];
  /** Whether a request for a mail has begun to arrive since it was last told how to feel. */
  heardContent(): boolean;
  /** Requests whose body arrived, taken or not. */
  requests(): number;
  /** Its domain authentication, beside the mails. */
  readonly domains: DomainDouble;
  close(): Promise<void>;
}

export interface KeyDouble {
  /** Nothing under this key is taken any more. */
  revoke(apiKey: string): void;
  grant(apiKey: string, scopes: readonly string[]): void;
}

const createKeys = () => {
  const revoked = new Set<string>();
  const scopes = new Map<string, readonly string[]>();
  return {
    revoke: (apiKey: string) => void revoked.add(apiKey),
    grant: (apiKey: string, granted: readonly string[]) => {
      revoked.delete(apiKey);
      scopes.set(apiKey, granted);
    },
    isRevoked: (apiKey: string) => revoked.has(apiKey),
    scopesOf: (apiKey: string) => scopes.get(apiKey) ?? ['mail.send'],
  };
};

const bearerOf = ({ headers }: IncomingMessage): string =>
  headers.authorization?.replace('Bearer ', '') ?? '';

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const accepted = (response: ServerResponse): void => {
  response.writeHead(202, { 'x-message-id': randomToken(12) }).end();
};

const failed = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  const body = JSON.stringify({ errors: [{ message: 'ill', field: null }] });
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
};

const inTwoSeconds = (): Record<string, string> => ({ 'x-ratelimit-remaining': '0', 'retry-after': '2' });

type Answer = (response: ServerResponse, take: () => void) => void;

const answers: Record<Illness, Answer> = {
  well: (response, take) => {
    take();
    accepted(response);
  },
  'rate-limited': (response) => failed(response, 429, inTwoSeconds()),
  'rate-limited-unnamed': (response) => failed(response, 429),
  broken: (response) => failed(response, 500),
  'bad-gateway': (response) => failed(response, 502),
  unavailable: (response) => failed(response, 503),
  rejecting: (response) => failed(response, 400),
  'key-refused': (response) => failed(response, 401),
  'sender-refused': (response) => failed(response, 403),
  'too-large': (response) => failed(response, 413),
  hanging: () => undefined,
  'accept-then-hang': (_response, take) => take(),
  'accept-then-reset': (response, take) => {
    take();
    response.socket?.resetAndDestroy();
  },
  'accept-then-truncate': (response, take) => {
    take();
    response.writeHead(202, { 'content-length': '100' });
    response.write('{"message":');
    setTimeout(() => response.socket?.destroy(), 10);
  },
  'accept-then-half-a-line': (response, take) => {
    take();
    response.socket?.end('HTTP/1.1 20');
  },
  trickling: (response) => {
    const { socket } = response;
    socket?.write('HTTP/1.1 202 Acc');
    const timer = setInterval(() => socket?.write('e'), 50);
    socket?.once('close', () => clearInterval(timer));
  },
  'cut-short': (response) => void response.socket?.resetAndDestroy(),
  slow: (response, take) => {
    take();
    setTimeout(() => accepted(response), 150);
  },
  'break-off-500': (response) => {
    response.writeHead(500, { 'content-length': '100' });
    response.write('{"errors":');
    setTimeout(() => response.socket?.destroy(), 10);
  },
};

/** A SendGrid that listens on loopback: `POST /v3/mail/send`. */
export const startProviderDouble = async (): Promise<ProviderDouble> => {
  const taken = new Map<string, number>();
  const mails: ReceivedMail[] = [];
  const bySender = new Map<string, Illness>();
  const byKey = new Map<string, Illness>();
  const keys = createKeys();
  let illness: Illness = 'well';
  let delayMs = 0;
  let requests = 0;
  let heard = false;

  const illnessOf = (request: IncomingMessage, sender: string): Illness =>
    byKey.get(bearerOf(request)) ?? bySender.get(sender) ?? illness;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    heard = true;
    if (illness === 'cut-short') return answers['cut-short'](response, () => undefined);
    const mail = mailSchema.parse(JSON.parse(await readAll(request)));
    requests += 1;
    const id = mail.custom_args.message_id;
    const take = (): void => {
      taken.set(id, (taken.get(id) ?? 0) + 1);
      mails.push(mail);
    };
    const now = illnessOf(request, mail.from.email);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    answers[now](response, take);
  };

  const domains = createDomainDouble();
  const server = createServer((request, response) => {
    if (domains.isAbout(request.url)) {
      void readAll(request).then((body) => domains.answer(request, response, body));
      return;
    }
    if (keys.isRevoked(bearerOf(request))) return failed(response, 401);
    if (request.url === '/v3/scopes') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ scopes: keys.scopesOf(bearerOf(request)) }));
    }
    if (request.method !== 'POST' || request.url !== '/v3/mail/send') return failed(response, 404);
    answer(request, response).catch(() => failed(response, 400));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/`,
    fallIll: (next) => {
      illness = next;
      heard = false;
    },
    fallIllFor: (sender, next) => {
      bySender.set(sender, next);
    },
    fallIllForKey: (apiKey, next) => {
      byKey.set(apiKey, next);
    },
    keys,
    delay: (ms) => {
      delayMs = ms;
    },
    acceptances: () => taken,
    mails: () => mails,
    heardContent: () => heard,
    requests: () => requests,
    domains,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
