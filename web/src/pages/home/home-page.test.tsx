import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { answerHome, backfill, figures, nothing, overview } from '../../testing/a-home.ts';
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

describe('Home', () => {
  it('shows what came back, and what each number means one click away', async () => {
    await show();

    const revenue = await screen.findAllByText('€2,310.40');
    expect(revenue).toHaveLength(2);
    expect(screen.queryByText(/within 5 days after a click/)).toBeNull();

    fireEvent.click(screen.getByRole('button', { name: 'What these numbers mean' }));

    expect(screen.getByText(/within 5 days after a click/)).toBeTruthy();
    expect(screen.getByText('Nobody tells who opened these emails')).toBeTruthy();
  });

  it('warns at a flow whose emails make many leave', async () => {
    await show();

    const table = await screen.findByRole('table', { name: "What came of each flow's emails" });
    expect(within(table).getByText('Many leave')).toBeTruthy();
    expect(within(table).getByText(/More than 1% unsubscribe/)).toBeTruthy();
  });

  it('shows who waits and what comes due in a day and a week', async () => {
    await show();

    expect(await screen.findByText(/85 steps come due in the next 7 days, 80 of them/)).toBeTruthy();
    expect(screen.getByText('Reading your order history: 3,412 records so far')).toBeTruthy();
    expect(screen.getByText('Order history')).toBeTruthy();
  });

  it('says what will fill it when there is nothing yet', async () => {
    api.on('/overview', () => ({
      body: { ...overview, flows: [], dueNextDay: 0, dueNextWeek: 0, backfill: null },
    }));
    api.on('/figures', () => ({ body: { ...figures, totals: nothing, flows: [] } }));
    api.on('/returning', () => ({ body: { months: [], countedAt: null } }));
    await show();

    expect(await screen.findByText(/Nobody waits in a flow/)).toBeTruthy();
    expect(screen.getByText(/Nothing has been sent in these days/)).toBeTruthy();
    expect(screen.getByText(/This fills once people have ordered/)).toBeTruthy();
    expect(screen.getByText('Nothing to do. Everything runs as it should.')).toBeTruthy();
    expect(screen.getByText(/No visit has been told of yet/)).toBeTruthy();
    expect(screen.queryByText('Order history')).toBeNull();
  });

  it('has a table behind the picture of who comes back', async () => {
    await show();

    fireEvent.click(await screen.findByRole('button', { name: 'Show as a table' }));

    const table = screen.getByRole('table', { name: 'Customers who come back' });
    expect(within(table).getByText('June 2026')).toBeTruthy();
    expect(within(table).getByText('25%')).toBeTruthy();
    expect(within(table).getByText('–')).toBeTruthy();
  });

  it('says when a visit was last heard of', async () => {
    api.on('/overview', () => ({ body: { ...overview, lastVisitAt: '2026-06-01T09:47:00.000Z' } }));
    await show();

    expect(await screen.findByText(/Last visit 13 minutes ago/)).toBeTruthy();
  });

  it('tells whether the theme shows our forms, where App Bridge knows', async () => {
    const activations = [{ handle: 'f', name: 'f', target: 'body', status: 'available', activations: [] }];
    const extensions = [{ handle: 'forms', type: 'theme_app_extension', activations }];
    Object.assign(window.shopify, { app: { extensions: async () => extensions } });
    await show();

    expect(await screen.findByText('Not switched on in your theme')).toBeTruthy();
    const editor = screen.getByRole('link', { name: /Open theme editor/ });
    expect(editor.getAttribute('href')).toContain('lumen.myshopify.com/admin/themes/current/editor');
  });

  it('leads to the outbox where mail goes there', async () => {
    await show();

    const link = await screen.findByRole('link', { name: /Open outbox/ });

    expect(link.getAttribute('href')).toBe('/demo/outbox');
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('tells when reading the past has stopped', async () => {
    const failed = { ...backfill, state: 'failed', applied: 1, error: 'platform_throttled' };
    api.on('/overview', () => ({ body: { ...overview, backfill: failed } }));
    await show();

    expect(await screen.findByText(/stopped after 1 record\./)).toBeTruthy();
  });

  it('shows its headings while it loads', async () => {
    const { promise } = Promise.withResolvers<never>();
    for (const path of ['/overview', '/figures', '/attention', '/returning']) api.on(path, () => promise);

    await renderApp('/');

    await screen.findByRole('heading', { name: 'Last 30 days' });
    expect(screen.getAllByText('Loading').length).toBeGreaterThan(3);
  });

  it('shows the rest where one part fails, and loads that again on Retry', async () => {
    api.on('/figures', () => failsWith(500, 'internal_error'));
    await show();
    await screen.findByText('Nothing to do. Everything runs as it should.');
    api.on('/figures', () => ({ body: figures }));

    fireEvent.click(await screen.findByRole('button', { name: 'Retry' }));

    expect((await screen.findAllByText('€2,310.40')).length).toBeGreaterThan(0);
  });
});

describe('navigation', () => {
  it('names the screens for App Bridge and goes where it says', async () => {
    const { where } = await renderApp('/');
    await screen.findByText('Needs attention');
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
