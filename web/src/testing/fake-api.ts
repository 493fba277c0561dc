import { jest } from '@jest/globals';

interface Answer {
  readonly status?: number;
  readonly body?: object;
}
type Handler = (
  url: URL,
  request: { readonly method: string; readonly body: string },
) => Answer | Promise<Answer>;

export interface FakeApi {
  /** Every request as `METHOD /path?query`, in order. */
  readonly asked: string[];
  readonly toasts: { readonly words: string; readonly undo?: (() => void) | undefined }[];
  /** The save bars that stood open each time somebody was about to leave. */
  readonly asks: readonly string[];
  on(path: string, handler: Handler): void;
}

const shop = {
  id: 'lumen.myshopify.com',
  name: 'Lumen',
  url: 'https://lumen.example',
  platform: 'shopify',
  zone: 'UTC',
  currency: 'EUR',
  locale: 'en',
  now: '2026-06-01T10:00:00.000Z',
  outboxUrl: '/demo/outbox',
};

const replyOf = ({ status = 200, body = {} }: Answer): object => ({
  ok: status < 400,
  status,
  text: async () => JSON.stringify(body),
  blob: async () => new Blob([JSON.stringify(body)]),
});

/** The server as the screens see it: `fetch` and App Bridge. What no handler was given for is a 404. */
export const createFakeApi = (): FakeApi => {
  const handlers = new Map<string, Handler>([['/api/shop', () => ({ body: shop })]]);
  const asked: string[] = [];
  const toasts: FakeApi['toasts'] = [];
  const asks: string[] = [];
  const fetchFake = jest.fn(async (path: string, init: RequestInit = {}) => {
    const url = new URL(path, 'https://encore.example');
    const method = init.method ?? 'GET';
    asked.push(`${method} ${path}`);
    const handler = handlers.get(url.pathname);
    const body = typeof init.body === 'string' ? init.body : '';
    const missing = { status: 404, body: { error: { code: 'not_found', message: '' } } };
    return replyOf(handler ? await handler(url, { method, body }) : missing);
  });
  const show = (words: string, options?: { onAction?: () => void }): void => {
    toasts.push({ words, undo: options?.onAction });
  };
  const bars = new Set<string>();
  const saveBar = {
    show: async (id: string) => void bars.add(id),
    hide: async (id: string) => void bars.delete(id),
    leaveConfirmation: async () => {
      asks.push([...bars].join());
    },
  };
  Object.defineProperty(globalThis, 'fetch', { value: fetchFake, writable: true, configurable: true });
  Object.defineProperty(globalThis, 'shopify', {
    value: { idToken: async () => 'a.b.c', config: {}, toast: { show }, saveBar },
    writable: true,
    configurable: true,
  });
  return {
    asked,
    toasts,
    asks,
    on: (path, handler) => {
      handlers.set(`/api${path}`, handler);
    },
  };
};

export const failsWith = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: '' } },
});
