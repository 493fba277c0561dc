import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { AttentionItem } from '../../../../server/insights/attention/attention.contract.ts';
import { answerHome } from '../../testing/a-home.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;

beforeEach(() => {
  api = createFakeApi();
  answerHome(api);
});

const show = async (): Promise<void> => {
  await renderApp('/');
  await screen.findByRole('heading', { name: 'Needs attention' });
};

describe('what needs attention', () => {
  const flow = { flow: 'cart', title: 'Cart reminder' };
  const cases: readonly [AttentionItem, RegExp, string, string][] = [
    [
      { kind: 'mail-refused', since: '2026-06-01T09:47:00.000Z' },
      /refuses your key since/,
      'Change key',
      '/settings/account',
    ],
    [
      { kind: 'sender-unproved', from: 'lumen@shared.example', domain: null },
      /leave from lumen@shared.example/,
      'Verify domain',
      '/settings/sender',
    ],
    [
      { kind: 'sender-unproved', from: 'x@y.example', domain: { name: 'lumen.example', failed: true } },
      /lumen.example could not be verified/,
      'Verify domain',
      '/settings/sender',
    ],
    [{ kind: 'daily-limit', limit: 50 }, /limit of 50 emails/, 'Use your own domain', '/settings/sender'],
    [
      { kind: 'no-postal-address' },
      /postal address of your business is missing/,
      'Add address',
      '/settings/look',
    ],
    [
      { kind: 'flow-quiet', ...flow, days: 3, usually: 12 },
      /usually sends 12 a day, and none for 3 days/,
      'See why',
      '/flows/cart',
    ],
    [
      { kind: 'flow-warning', ...flow, warning: 'complaints', share: 0.004 },
      /0.4% report emails of Cart reminder/,
      'Open flow',
      '/flows/cart',
    ],
    [
      { kind: 'offer-dry', offer: 'ten', title: 'Ten', free: 1 },
      /Ten has 1 code left/,
      'See offers',
      '/settings/offers',
    ],
    [
      { kind: 'offer-refused', offer: 'ten', title: 'Ten' },
      /refuses the discount behind Ten/,
      'See offers',
      '/settings/offers',
    ],
  ];
  it.each(cases)('%j leads to where it is mended', async (...[item, sentence, label, url]) => {
    api.on('/attention', () => ({ body: { items: [item] } }));
    await show();

    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.getByRole('link', { name: label }).getAttribute('href')).toBe(url);
  });

  it.each([
    [{ kind: 'enrollments-stuck', count: 4 }, 'Try again', 'retry-enrollments', '4 people go on'],
    [{ kind: 'deliveries-stuck', count: 1 }, 'Try again', 'retry-deliveries', '4 messages are read again'],
    [
      { kind: 'events-silent', hours: 5, usually: 40 },
      'Fetch what is missing',
      'catch-up',
      'Asking your store for what is missing',
    ],
  ] as const)('%j is mended by its button', async (...[item, label, wanted, words]) => {
    let said = '';
    api.on('/attention', () => ({ body: { items: [item] } }));
    api.on('/attention/act', (_url, { body }) => {
      said = body;
      return { body: { count: 4 } };
    });
    await show();
    fireEvent.click(await screen.findByRole('button', { name: label }));

    await waitFor(() => {
      expect(api.toasts.map((toast) => toast.words)).toEqual([words]);
    });
    expect(said).toBe(JSON.stringify({ act: wanted }));
  });

  it('stays and says so where the button could do nothing', async () => {
    api.on('/attention', () => ({ body: { items: [{ kind: 'enrollments-stuck', count: 4 }] } }));
    api.on('/attention/act', () => failsWith(503, 'database_unreachable'));
    await show();
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));

    expect(await screen.findByText("That didn't work. Nothing has changed.")).toBeTruthy();
  });

  it('shows five at first, and all on demand', async () => {
    const items = Array.from({ length: 7 }, (_item, index) => ({
      kind: 'offer-refused',
      offer: `o${index}`,
      title: `Offer ${index}`,
    }));
    api.on('/attention', () => ({ body: { items } }));
    await show();
    await screen.findByText(/Offer 0/);
    expect(screen.queryByText(/Offer 6/)).toBeNull();

    fireEvent.click(screen.getByRole('button', { name: 'See all 7' }));

    expect(screen.getByText(/Offer 6/)).toBeTruthy();
  });
});
