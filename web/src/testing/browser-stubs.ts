import { TextDecoder, TextEncoder } from 'node:util';

/** What Polaris asks of a browser and jsdom does not have. */
const neverMatches = (
  media: string,
): Pick<MediaQueryList, 'matches' | 'media'> & Record<string, unknown> => ({
  matches: false,
  media,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});

const watchesNothing = function ResizeObserver(): Record<string, () => void> {
  return { observe: () => undefined, unobserve: () => undefined, disconnect: () => undefined };
};

Object.defineProperty(globalThis, 'matchMedia', { value: neverMatches, writable: true });
Object.defineProperty(globalThis, 'ResizeObserver', { value: watchesNothing, writable: true });
Object.defineProperty(globalThis, 'scrollTo', { value: () => undefined, writable: true });

/** The router wraps each navigation in one; only these are read. */
const requestStub = function Request(url: string, init: RequestInit = {}): object {
  return { url, method: init.method ?? 'GET', signal: init.signal, headers: new Headers(init.headers) };
};

Object.defineProperty(globalThis, 'TextEncoder', { value: TextEncoder, writable: true });
Object.defineProperty(globalThis, 'TextDecoder', { value: TextDecoder, writable: true });
if (!('Request' in globalThis)) Object.defineProperty(globalThis, 'Request', { value: requestStub });
