import type { ContactDetailView } from '../../../server/insights/contacts/contact.contract.ts';

export const mara: ContactDetailView = {
  id: 'c1',
  name: 'Mara Lind',
  address: 'mara@example.com',
  phone: null,
  locale: 'de',
  country: 'DE',
  since: '2026-05-02T10:00:00.000Z',
  erasedAt: null,
  emailStatus: 'subscribed',
  consent: {
    state: 'subscribed',
    source: 'checkout',
    statedAt: '2026-05-14T08:30:00.000Z',
    textVersion: 'v3',
    ip: null,
  },
  suppression: null,
  totals: { orders: 3, spent: [{ amount: '214.00', currency: 'EUR' }], lastOrderAt: null },
  now: [
    {
      id: 'e1',
      rev: 4,
      flow: { id: 'cart', title: 'Cart reminder', status: 'live' },
      does: 'wait',
      next: 'send-email',
      dueAt: '2026-06-01T18:00:00.000Z',
      heldOut: false,
      canSkip: true,
    },
  ],
};
