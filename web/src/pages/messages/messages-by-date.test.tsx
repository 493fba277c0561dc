import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { MessageDetailView, MessageListItem } from '../../../../server/mail/message.contract.ts';
import { createFakeApi } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const message = (changes: Partial<MessageListItem> = {}): MessageListItem => ({
  id: 'message-1',
  contact: { id: 'contact-1', name: 'Mara Lind', address: 'm•••@example.com' },
  subject: 'You left something behind',
  flow: { id: 'abandoned-checkout', title: 'Cart reminder' },
  step: 'first',
  status: 'accepted',
  reason: null,
  at: '2026-05-31T09:30:00.000Z',
  ...changes,
});

const detail: MessageDetailView = {
  ...message({ status: 'skipped', reason: 'already_ordered' }),
  attempt: 0,
  sentAt: null,
  events: [],
  orders: [],
  attributionDays: 7,
  gate: [
    { clause: 'consent', pass: true, saw: 'subscribed' },
    { clause: 'not-settled', pass: false, saw: null },
    { clause: 'some-later-clause', pass: false, saw: null },
  ],
};

let api: FakeApi;

beforeEach(() => {
  api = createFakeApi();
  api.on('/flows', () => ({ body: { flows: [] } }));
});

const showMessages = async (...messages: readonly MessageListItem[]): Promise<{ where: () => string }> => {
  api.on('/messages', () => ({ body: { messages, nextCursor: null } }));
  return renderApp('/messages');
};

describe('messages by date', () => {
  it('are asked for in the shop’s zone, and the choice lives in the address', async () => {
    const { where } = await showMessages(message());
    await screen.findByText('Mara Lind');

    fireEvent.change(screen.getByLabelText('When'), { target: { value: 'custom' } });
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2026-05-30' } });
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-05-31' } });

    await waitFor(() => {
      expect(api.asked).toContain(
        'GET /api/messages?from=2026-05-30T00%3A00%3A00.000Z&until=2026-06-01T00%3A00%3A00.000Z',
      );
    });
    expect(where()).toBe('/messages?span=custom&from=2026-05-30&to=2026-05-31');
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-05-01' } });
    expect(await screen.findByText('The last day comes before the first.')).toBeTruthy();
  });
});

describe('a time', () => {
  it('that the gate saw is told as times are everywhere', async () => {
    const saw = 'until 2026-06-03T16:05:09.123Z';
    api.on('/messages/message-1', () => ({
      body: { ...detail, gate: [{ clause: 'still-useful', pass: true, saw }] },
    }));

    await renderApp('/messages/message-1');

    expect(await screen.findByText(/^until Wed, Jun 3, 4:05\sPM$/)).toBeTruthy();
  });
});

describe('the orders of a message', () => {
  const order = {
    id: '5001',
    name: '#1001',
    by: 'click' as const,
    touchedAt: '2026-05-31T09:30:00.000Z',
    placedAt: '2026-05-31T10:30:00.000Z',
    net: '24.50',
    currency: 'EUR',
    cancelled: false,
  };
  const show = async (orders: MessageDetailView['orders']): Promise<void> => {
    api.on('/messages/message-1', () => ({
      body: { ...detail, status: 'accepted', reason: null, orders },
    }));
    await renderApp('/messages/message-1');
    await screen.findByText('Orders credited to it');
  };

  it('are told with what they are credited for', async () => {
    await show([order, { ...order, id: '5002', name: null, by: 'code', cancelled: true }]);

    expect(screen.getByText('#1001')).toBeTruthy();
    expect(screen.getByText('Order 5002')).toBeTruthy();
    expect(screen.getAllByText('€24.50')).toHaveLength(2);
    expect(screen.getByText(/^Clicked .*, ordered/)).toBeTruthy();
    expect(screen.getByText(/^Used the code of this email/)).toBeTruthy();
    expect(screen.getByText('Canceled')).toBeTruthy();
    expect(screen.getByText(/^Orders placed within 7 days after a click/)).toBeTruthy();
  });

  it('are said to be none', async () => {
    await show([]);

    expect(screen.getByText('None so far.')).toBeTruthy();
  });
});

describe('what strangers wrote', () => {
  it('is shown as it was written and never runs', async () => {
    const hostile = '<img src=x onerror="window.ran = true"><svg onload="window.ran = true">';
    const named = { id: 'c', name: hostile, address: hostile };
    await showMessages(
      message({ contact: named, subject: hostile, flow: { id: 'f', title: hostile }, reason: hostile }),
    );

    const found = await screen.findAllByText(hostile);

    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(document.querySelectorAll('td img, td svg[onload]')).toHaveLength(0);
    expect(Reflect.get(window, 'ran')).toBeUndefined();
  });
});
