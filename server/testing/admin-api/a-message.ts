import type { MessageDetail } from '../../app/http/api/api-deps.ts';

export const aMessage = (changes: Partial<MessageDetail> = {}): MessageDetail => ({
  id: 'message-1',
  contact: { id: 'contact-1', firstName: 'Mara', lastName: 'Lind', address: 'mara@example.com' },
  subject: 'You left something behind',
  flow: { id: 'abandoned-checkout', title: 'Cart reminder' },
  step: 'first',
  status: 'accepted',
  at: new Date('2026-06-01T09:30:00.000Z'),
  sentAt: new Date('2026-06-01T09:30:00.000Z'),
  attempt: 1,
  events: [{ type: 'delivered', at: new Date('2026-06-01T09:30:04.000Z') }],
  gate: [
    { clause: 'address-valid', pass: true },
    { clause: 'consent', pass: true, saw: 'subscribed' },
  ],
  orders: [
    {
      id: '5001',
      name: '#1001',
      by: 'click',
      touchedAt: new Date('2026-03-02T09:50:00Z'),
      placedAt: new Date('2026-03-02T10:00:00Z'),
      net: '24.00',
      currency: 'EUR',
      cancelled: false,
    },
  ],
  ...changes,
});
