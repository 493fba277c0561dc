import {
  asContactId,
  asEnrollmentId,
  asFlowId,
  asMessageId,
  asShopId,
  asTurnId,
} from '../../server/lib/brand.ts';
import type { ComposeInput } from '../../server/mail/send/send-ports.ts';
import type { ProductCard } from '../../server/mail/flow-port.ts';
import type { Shop } from '../../server/shop/shop.ts';

const shopId = asShopId('render.example');
const at = new Date('2026-11-22T12:00:00Z');

export const renderShop: Shop = {
  id: shopId,
  platform: 'shopify',
  status: 'installed',
  installedAt: at,
  name: 'Lumen & Oak',
  url: 'https://lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  countryCode: 'DE',
  sender: { name: 'Lumen & Oak', address: 'hello@lumen.example' },
  postalAddress: 'Torstraße 12, 10119 Berlin',
  theme: { color: '#2f5d50', fontFamily: 'Inter' },
  frequencyCap: { count: 3, within: 'P7D' },
};

const card = (n: number): ProductCard => ({
  productId: String(n),
  title: `Cedar Hand Wash & Balm ${n}`,
  variantTitle: '500 ml',
  quantity: 1 + (n % 3),
  price: `€${20 + n}.00`,
  imageUrl: `https://cdn.lumen.example/pictures/${n}.png?v=${n}`,
  url: `https://lumen.example/products/cedar-${n}?variant=${n}`,
});

/** The second cart mail has eight blocks with its suggestions; everybody's is a little different. */
export const cartMail = (n: number): ComposeInput => ({
  message: asMessageId(`enrollment-${n}.checkout-2`),
  shop: renderShop,
  recipient: {
    contact: asContactId(`contact-${n}`),
    address: `person${n}@example.com`,
    firstName: `Mara ${n}`,
    redacted: false,
    consent: 'subscribed',
  },
  enrollment: {
    id: asEnrollmentId(`enrollment-${n}`),
    shop: shopId,
    flow: asFlowId('abandoned-checkout'),
    contact: asContactId(`contact-${n}`),
    about: `token-${n}`,
    occurrence: '',
    version: 1,
    turn: asTurnId('render.example#1'),
    state: 'waiting',
    step: 'checkout-2',
    rev: 0,
    anchorAt: at,
    plannedAt: at,
    variables: {},
    heldOut: false,
    attempts: 0,
    enteredAt: at,
  },
  flowKey: 'abandoned-checkout',
  args: { template: 'checkout-2' },
  content: {
    customer: { firstName: `Mara ${n}` },
    actionUrl: `https://lumen.example/checkouts/${n}/recover?key=${n}`,
    lines: [card(n % 7), card((n % 5) + 10), card((n % 3) + 20)],
    total: `€${100 + (n % 50)}.00`,
    suggestions: [card(30), card(31), card(32), card(33)],
    words: {},
  },
  now: at,
});
