import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';
import type { FlowBrief, MailContent, ProductCard } from '../../mail/flow-port.ts';
import type { GateFacts } from '../../mail/gate/clause.ts';
import type { Recipient } from '../../mail/gate/gate-facts-port.ts';
import type { OutgoingMail } from '../../mail/transport.ts';
import type { Shop } from '../../shop/shop.ts';
import { asEnrollmentId } from '../../lib/brand.ts';

export const noon = new Date('2026-11-22T12:00:00Z');
export const lumen = asShopId('lumen.myshopify.com');

export const aShop = (over: Partial<Shop> = {}): Shop => ({
  id: lumen,
  platform: 'shopify',
  status: 'installed',
  installedAt: new Date('2026-01-01T00:00:00Z'),
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
  ...over,
});

export const aCard = (over: Partial<ProductCard> = {}): ProductCard => ({
  productId: '1',
  title: 'Cedar Hand Wash',
  variantTitle: '500 ml',
  quantity: 2,
  price: '€24.00',
  imageUrl: 'https://cdn.lumen.example/1.jpg',
  url: 'https://lumen.example/products/cedar',
  ...over,
});

export const someContent = (over: Partial<MailContent> = {}): MailContent => ({
  customer: { firstName: 'Mara' },
  actionUrl: 'https://lumen.example/checkouts/abc/recover?key=9&token=x%2Fy',
  lines: [aCard()],
  total: '€48.00',
  suggestions: [],
  words: {},
  ...over,
});

export const aBrief = (over: Partial<FlowBrief> = {}): FlowBrief => ({
  flowKey: 'abandoned-checkout',
  category: 'reminders',
  running: 'live',
  combines: false,
  filterHolds: true,
  usefulUntil: new Date(noon.getTime() + 72 * 3_600_000),
  priority: 10,
  content: someContent(),
  ...over,
});

export const aRecipient = (over: Partial<Recipient> = {}): Recipient => ({
  contact: asContactId('mara'),
  address: 'mara@example.com',
  firstName: 'Mara',
  redacted: false,
  consent: 'subscribed',
  ...over,
});

export const gateFacts = (over: Partial<GateFacts> = {}): GateFacts => ({
  now: noon,
  kind: 'marketing',
  category: 'reminders',
  opens: true,
  shop: aShop(),
  recipient: aRecipient(),
  brief: aBrief(),
  enrollment: { id: asEnrollmentId('e1'), heldOut: false, dueAt: noon },
  siblings: [],
  rivals: [],
  ...over,
});

export const aMail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: asMessageId('e1.checkout-1'),
  shop: lumen,
  from: { name: 'Lumen & Oak', address: 'hello@lumen.example' },
  to: { name: 'Mara', address: 'mara@example.com' },
  subject: 'Du hast etwas vergessen ✨',
  html: '<p>Hallo</p>',
  text: 'Hallo',
  headers: {
    'Message-ID': '<e1.checkout-1@lumen.example>',
    'List-Unsubscribe': '<https://mail.example/u/token>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  flowKey: 'abandoned-checkout',
  step: 'checkout-1',
  sentAt: noon,
  ...over,
});
