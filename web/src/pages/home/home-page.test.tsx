import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const backfill = {
  state: 'running',
  applied: 3412,
  phase: null,
  read: 0,
  total: null,
  broken: 0,
  error: null,
} as const;

const overview: OverviewView = {
  flows: [
    {
      id: 'abandoned-checkout',
      title: 'Cart reminder',
      status: 'live',
      waiting: 90,
      dueNextDay: 80,
      dueNextWeek: 85,
    },
    {
      id: 'cross-sell',
      title: 'Goes well with it',
      status: 'paused',
      waiting: 0,
      dueNextDay: 0,
      dueNextWeek: 0,
    },
  ],
  week: { sent: 1204, skipped: 88, waiting: 12 },
  dueNextDay: 80,
  dueNextWeek: 85,
  lastVisitAt: null,
  backfill: { ...backfill, phase: 'orders', read: 1200, total: 9000, broken: 2 },
};

let api: FakeApi;

beforeEach(() => {
  api = createFakeApi();
});

const show = async (changes: Partial<OverviewView> = {}): Promise<void> => {
  api.on('/overview', () => ({ body: { ...overview, ...changes } }));
  await renderApp('/');
  await screen.findByText('Sent');
};

describe('Home', () => {
  it('shows the week, the flows, what comes due and how far reading the past has come', async () => {
    await show();

    expect(screen.getByText('1,204')).toBeTruthy();
    expect(screen.getByText('1 of 2 live')).toBeTruthy();
    expect(screen.getByText('80 steps come due.')).toBeTruthy();
    expect(screen.getByText('Reading your order history: 3,412 records so far')).toBeTruthy();
  });

  it('says what will fill it when there is nothing yet', async () => {
    await show({ flows: [], week: { sent: 0, skipped: 0, waiting: 0 }, dueNextDay: 0, backfill: null });

    expect(screen.getByText(/Nothing comes due/)).toBeTruthy();
    expect(screen.queryByText('Order history')).toBeNull();
  });

  it('leads to the outbox where mail goes there', async () => {
    await show();

    const link = await screen.findByRole('link', { name: /Open outbox/ });

    expect(link.getAttribute('href')).toBe('/demo/outbox');
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('tells when reading the past has stopped', async () => {
    await show({ backfill: { ...backfill, state: 'failed', applied: 1, error: 'platform_throttled' } });

    expect(screen.getByText(/stopped after 1 record\./)).toBeTruthy();
  });

  it('shows its headings while it loads', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/overview', () => promise);

    await renderApp('/');

    await screen.findByRole('heading', { name: 'Last 7 days' });
    expect(screen.getAllByText('Loading').length).toBeGreaterThan(0);
  });

  it('loads again on Retry', async () => {
    api.on('/overview', () => failsWith(403, 'shop_not_installed'));
    await renderApp('/');
    await screen.findByText("Encore isn't installed in this shop anymore.");
    api.on('/overview', () => ({ body: overview }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('1,204')).toBeTruthy();
  });
});

describe('navigation', () => {
  it('names the screens for App Bridge and goes where it says', async () => {
    api.on('/flows', () => ({ body: { flows: [] } }));
    api.on('/overview', () => ({ body: overview }));
    const { where } = await renderApp('/');
    await screen.findByText('Sent');
    const links = [...document.querySelectorAll('s-app-nav s-link')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/',
      '/flows',
      '/contacts',
      '/messages',
      '/settings',
    ]);
    expect(links[0]?.getAttribute('rel')).toBe('home');

    act(() => {
      links[1]?.dispatchEvent(new Event('shopify:navigate', { bubbles: true }));
    });

    await waitFor(() => {
      expect(where()).toBe('/flows');
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'Flows' })).toBeTruthy();
  });

  it('shows a way out of an address that leads nowhere', async () => {
    await renderApp('/nowhere');

    expect((await screen.findByRole('link', { name: 'Go to Home' })).getAttribute('href')).toBe('/');
  });
});
