import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';

export interface ExchangeOptions {
  readonly origin: string;
  readonly connections: number;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface ExchangeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
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
      /** False when the answer broke off after its head. */
      readonly complete: boolean;
    };

/** The client has names of its own for what every other calls by the system's. */
const systemNames: ReadonlyMap<unknown, string> = new Map([
  ['UND_ERR_SOCKET', 'econnreset'],
  ['UND_ERR_CONNECT_TIMEOUT', 'etimedout'],
]);

const reasonOf = (error: Error): string => {
  const code: unknown = Reflect.get(error, 'code');
  return systemNames.get(code) ?? (typeof code === 'string' ? code.toLowerCase() : 'request_failed');
};

const timeout = (): Error => Object.assign(new Error('timeout'), { code: 'timeout' });

/** One request's life as its connection tells it; resolves once, whatever comes first. */
const watch = (beforeWrite: () => boolean) => {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  let controller: Dispatcher.DispatchController | undefined;
  let head: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
  let isOver = false;
  const fail = (error: Error): void => {
    isOver = true;
    if (head !== undefined) resolve({ kind: 'answered', ...head, complete: false });
    else resolve({ kind: controller === undefined ? 'refused' : 'lost', reason: reasonOf(error) });
  };
  const handler: Dispatcher.DispatchHandler = {
    // Called with the connection standing; head and body are written as soon as it returns, nothing in between.
    onRequestStart: (started) => {
      if (!isOver && beforeWrite()) {
        controller = started;
        return;
      }
      resolve({ kind: 'late' });
      started.abort(new Error('late'));
    },
    onResponseStart: (_controller, status, headers) => {
      // What comes before the answer (103 Early Hints) is none.
      if (status >= 200) head = { status, headers };
    },
    onResponseData: () => undefined,
    onResponseEnd: () => {
      if (head !== undefined) resolve({ kind: 'answered', ...head, complete: true });
    },
    onResponseError: (_controller, error) => fail(error),
  };
  const giveUp = (): void => {
    const error = timeout();
    if (controller === undefined) fail(error);
    else controller.abort(error);
  };
  return { promise, handler, fail, giveUp };
};

/**
 * POSTs whose bytes leave only after the connection stands and `beforeWrite` said yes: a client that buffers the
 * request while it connects can't promise that. Never rejects, and never sends anything a second time.
 */
export const createExchange = ({ origin, connections, timeoutMs }: ExchangeOptions) => {
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    post: ({ path, headers, body, beforeWrite }: ExchangeRequest): Promise<Exchange> => {
      const { promise, handler, fail, giveUp } = watch(beforeWrite);
      const timer = setTimeout(giveUp, timeoutMs);
      try {
        pool.dispatch({ path, method: 'POST', headers: { ...headers }, body: Buffer.from(body) }, handler);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
      return promise.finally(() => clearTimeout(timer));
    },
    close: (): Promise<void> => pool.destroy(),
  };
};
