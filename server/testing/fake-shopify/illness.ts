import type { RequestHandler, Response } from 'express';

/** What can be wrong with Shopify. `late`: the request is carried out, its answer never comes. */
export type Ill = 'broken' | 'busy' | 'throttled' | 'truncated' | 'late' | 'revoked' | 'html';

/** Requests answered wrongly, in the order in which they were told; then everything is well again. */
export interface Illness {
  /** The next `times` requests to the Admin API. */
  strike(ill: Ill, times?: number): void;
  /** The next `times` requests to the token endpoint. */
  strikeTokens(ill: Ill, times?: number): void;
  /** Requests that were answered wrongly so far. */
  suffered(): number;
  heal(): void;
  readonly middleware: RequestHandler;
  readonly tokens: RequestHandler;
}

const throttled = {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 101,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 100, restoreRate: 100 },
    },
  },
};

/** The work is done, then half of the answer is sent and the line is cut. */
const cut = (response: Response, keep: (text: string) => string): void => {
  response.json = (body: unknown) => {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    response.write(keep(text), () => response.socket?.destroy());
    return response;
  };
};

const answers: Readonly<Record<Ill, (response: Response, next: () => void) => void>> = {
  broken: (response) => response.status(500).json({ errors: 'Internal Server Error' }),
  busy: (response) =>
    response.status(429).set('retry-after', '1').json({ errors: 'Exceeded 2 calls per second' }),
  throttled: (response) => response.json(throttled),
  revoked: (response) => response.status(401).json({ errors: '[API] Invalid API key or access token' }),
  html: (response) => response.status(200).type('html').send('<html>maintenance</html>'),
  truncated: (response, next) => {
    cut(response, (text) => text.slice(0, text.length / 2));
    next();
  },
  late: (response, next) => {
    cut(response, () => '');
    next();
  },
};

const handlerOf =
  (queue: Ill[], onSuffered: () => void): RequestHandler =>
  (_request, response, next) => {
    const ill = queue.shift();
    if (ill === undefined) {
      next();
      return;
    }
    onSuffered();
    answers[ill](response, next);
  };

export const createIllness = (): Illness => {
  const admin: Ill[] = [];
  const tokens: Ill[] = [];
  let suffered = 0;
  const count = (): void => {
    suffered += 1;
  };
  const add = (queue: Ill[], ill: Ill, times: number): void => {
    for (let time = 0; time < times; time += 1) queue.push(ill);
  };
  return {
    strike: (ill, times = 1) => add(admin, ill, times),
    strikeTokens: (ill, times = 1) => add(tokens, ill, times),
    suffered: () => suffered,
    heal: () => {
      admin.length = 0;
      tokens.length = 0;
    },
    middleware: handlerOf(admin, count),
    tokens: handlerOf(tokens, count),
  };
};
