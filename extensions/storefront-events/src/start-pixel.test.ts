import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExtensionApi } from '@shopify/web-pixels-extension';
import type { Report } from './reports.ts';
import { startPixel } from './start-pixel.ts';

type Callback = (event: unknown) => void;

const sent: { endpoint: string; report: Report }[] = [];
let subscribers: Map<string, Callback>;
let consentChanges: Callback[];

const allowed = { analyticsProcessingAllowed: true, marketingAllowed: true };

interface Start {
  readonly settings?: Record<string, unknown>;
  readonly customerPrivacy?: object;
  readonly customer?: object | null;
}

/** As much of Shopify's sandbox as the pixel sees; its types ask for a thousand fields that the pixel never reads. */
const start = ({ settings, customerPrivacy = allowed, customer = null }: Start = {}): void => {
  const api = {
    settings: settings ?? { endpoint: 'https://encore.example/events', shopKey: '1.abc.def' },
    init: { context: {}, data: { customer, cart: null, shop: {} }, customerPrivacy },
    analytics: { subscribe: (name: string, callback: Callback) => subscribers.set(name, callback) },
    customerPrivacy: { subscribe: (_name: string, callback: Callback) => consentChanges.push(callback) },
  };
  const isApi = (value: unknown): value is ExtensionApi => typeof value === 'object';
  if (isApi(api)) startPixel(api, async (endpoint, report) => void sent.push({ endpoint, report }));
};

beforeEach(() => {
  sent.length = 0;
  subscribers = new Map();
  consentChanges = [];
});

const event = (name: string, data: object): void =>
  subscribers.get(name)?.({
    id: 'sh-1',
    name,
    clientId: 'client-1',
    timestamp: '2026-03-02T10:00:00+01:00',
    data,
  });
const product = (id: string | null): object => ({ id: 'v1', product: { id, title: 'Night lamp' } });
const view = (id: string | null = '42'): void => event('product_viewed', { productVariant: product(id) });
const checkout = (changes: object = {}): object => ({
  checkout: {
    token: 'c0ffee',
    email: 'ada@example.com',
    phone: '+49301234567',
    shippingAddress: { address1: 'Hafenstr. 1' },
    lineItems: [
      { variant: product('1') },
      { variant: product('gid://shopify/Product/1') },
      { variant: null },
    ],
    ...changes,
  },
});

describe('the pixel', () => {
  it('tells which product was looked at, by ids alone', () => {
    start();
    view('gid://shopify/Product/820982911946154508');

    expect(sent).toEqual([
      {
        endpoint: 'https://encore.example/events',
        report: {
          key: '1.abc.def',
          visitor: 'client-1',
          events: [
            {
              id: 'sh-1',
              name: 'product_viewed',
              at: '2026-03-02T09:00:00.000Z',
              productIds: ['820982911946154508'],
            },
          ],
        },
      },
    ]);
  });

  it('names the customer who is logged in by id', () => {
    start({ customer: { id: 'gid://shopify/Customer/7', email: 'ada@example.com', firstName: 'Ada' } });
    view();

    expect(sent[0]?.report.events[0]).toMatchObject({ customerId: '7' });
    expect(JSON.stringify(sent)).not.toMatch(/ada/i);
  });

  it.each(['checkout_started', 'checkout_contact_info_submitted'])(
    'names the checkout at %s, and never the address typed there',
    (name) => {
      start();
      event(name, checkout());

      expect(sent[0]?.report.events).toMatchObject([
        { name: 'checkout_started', checkoutToken: 'c0ffee', productIds: ['1'] },
      ]);
      expect(JSON.stringify(sent)).not.toMatch(/ada@|Hafenstr|4930/);
    },
  );

  it('tells of a checkout without a token, and of what was put into a cart', () => {
    start();
    event('checkout_started', checkout({ token: null }));
    event('product_added_to_cart', { cartLine: { quantity: 1, merchandise: product('9') } });

    expect(sent.map(({ report }) => report.events[0])).toMatchObject([
      { name: 'checkout_started', productIds: ['1'] },
      { name: 'cart_filled', productIds: ['9'] },
    ]);
    expect(sent[0]?.report.events[0]).not.toHaveProperty('checkoutToken');
  });

  it('says nothing of what it can’t name', () => {
    start();
    view(null);
    view('');
    event('product_added_to_cart', { cartLine: null });

    expect(sent).toEqual([]);
  });

  it('asks for nothing else than it needs', () => {
    start();

    expect([...subscribers.keys()].toSorted()).toEqual([
      'checkout_contact_info_submitted',
      'checkout_started',
      'product_added_to_cart',
      'product_viewed',
    ]);
  });
});

describe('without the visitor’s consent', () => {
  it.each([
    ['neither', { analyticsProcessingAllowed: false, marketingAllowed: false }],
    ['analytics only', { analyticsProcessingAllowed: true, marketingAllowed: false }],
    ['marketing only', { analyticsProcessingAllowed: false, marketingAllowed: true }],
  ])('to both, nothing is sent: %s', (_name, customerPrivacy) => {
    start({ customerPrivacy });
    view();
    event('checkout_started', checkout());
    event('product_added_to_cart', { cartLine: { merchandise: product('9') } });

    expect(sent).toEqual([]);
  });

  it('begins with a yes, and what was before it is not told afterwards', () => {
    start({ customerPrivacy: { analyticsProcessingAllowed: false, marketingAllowed: false } });
    view('1');
    for (const change of consentChanges) change({ customerPrivacy: allowed });
    view('2');

    expect(sent.map(({ report }) => report.events[0]?.productIds)).toEqual([['2']]);
  });

  it('ends with a no', () => {
    start();
    view('1');
    for (const change of consentChanges)
      change({ customerPrivacy: { analyticsProcessingAllowed: true, marketingAllowed: false } });
    view('2');

    expect(sent.map(({ report }) => report.events[0]?.productIds)).toEqual([['1']]);
  });
});

describe('settings', () => {
  it.each([
    ['none', {}],
    ['no key', { endpoint: 'https://encore.example/events' }],
    ['an empty endpoint', { endpoint: '', shopKey: 'k' }],
    ['a number', { endpoint: 5, shopKey: 'k' }],
  ])('that are not ours keep it silent: %s', (_name, settings) => {
    start({ settings });

    expect(subscribers.size).toBe(0);
  });
});
