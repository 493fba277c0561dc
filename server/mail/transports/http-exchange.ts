import { request as httpRequest } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage, IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

export interface ExchangeRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly agent: Agent;
  readonly timeoutMs: number;
  /** The last thing before the first byte leaves, once the connection stands. */
  readonly beforeWrite: () => boolean;
}

/** How far one request got; what the caller may conclude hangs on exactly that. */
export type Exchange =
  | { readonly kind: 'late' }
  /** Not one byte was written. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Written, and nobody knows. */
  | { readonly kind: 'lost'; readonly reason: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
      /** False when the answer broke off after its head. */
      readonly complete: boolean;
    };

const mostBody = 65_536;

type Read = (read: { readonly body: string; readonly complete: boolean }) => void;

/** Calls back once, also when the answer breaks off. */
const readBody = (response: IncomingMessage, done: Read): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (): void => done({ body: Buffer.concat(chunks).toString(), complete: response.complete });
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostBody) chunks.push(chunk);
  });
  response.once('error', () => undefined);
  response.once('close', finish);
};

const whenConnected = (socket: Socket, then: () => void): void => {
  if (!socket.connecting) then();
  else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', then);
};

const reasonOf = (error: object): string => {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code.toLowerCase() : 'request_failed';
};

/**
 * One POST whose bytes leave only after the connection stands and `beforeWrite` said yes: a client that buffers the
 * request while it connects can't promise that. Never rejects.
 */
export const exchange = (order: ExchangeRequest): Promise<Exchange> => {
  const { url, headers, body, agent, timeoutMs, beforeWrite } = order;
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  let written = false;
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request: ClientRequest = open(url, {
    method: 'POST',
    agent,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
  });
  const timer = setTimeout(
    () => request.destroy(Object.assign(new Error('timeout'), { code: 'timeout' })),
    timeoutMs,
  );
  request.on('socket', (socket) => {
    whenConnected(socket, () => {
      if (request.destroyed) return;
      if (!beforeWrite()) {
        resolve({ kind: 'late' });
        request.destroy();
        return;
      }
      written = true;
      request.end(body);
    });
  });
  request.on('error', (error) => resolve({ kind: written ? 'lost' : 'refused', reason: reasonOf(error) }));
  request.on('response', (response) => {
    readBody(response, (read) =>
      resolve({ kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, ...read }),
    );
  });
  return promise.finally(() => clearTimeout(timer));
};
