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

/** Nothing has a place here; the editor of texts asks where its cursor is. */
const nowhere = { top: 0, right: 0, bottom: 0, left: 0, width: 0, height: 0, x: 0, y: 0 };
if ('Range' in globalThis) {
  Object.defineProperty(Range.prototype, 'getClientRects', { value: () => [], writable: true });
  Object.defineProperty(Range.prototype, 'getBoundingClientRect', { value: () => nowhere, writable: true });
}

if ('Element' in globalThis)
  Object.defineProperty(Element.prototype, 'scrollIntoView', { value: () => undefined, writable: true });

/** The router wraps each navigation in one; only these are read. */
const requestStub = function Request(url: string, init: RequestInit = {}): object {
  return { url, method: init.method ?? 'GET', signal: init.signal, headers: new Headers(init.headers) };
};

Object.defineProperty(globalThis, 'TextEncoder', { value: TextEncoder, writable: true });
Object.defineProperty(globalThis, 'TextDecoder', { value: TextDecoder, writable: true });
if (!('Request' in globalThis)) Object.defineProperty(globalThis, 'Request', { value: requestStub });
