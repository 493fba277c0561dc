import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { FlowPatch, FlowView } from '../../../../server/flows/flow.contract.ts';
import type { FlowRowView } from '../../../../server/insights/figures/flow-rows.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const flow: FlowView = {
  id: 'abandoned-checkout',
  title: 'Cart reminder',
  summary: 'Reminds people of what they left.',
  status: 'live',
  version: 1,
  rev: 3,
  steps: [
    { kind: 'wait', id: 'w1', duration: 'PT30M', from: 'entry' },
    { kind: 'email', id: 'e1' },
    { kind: 'wait', id: 'w2', duration: 'PT30H', from: 'entry' },
    { kind: 'email', id: 'e2' },
  ],
  waiting: 12480,
  sent: 340,
  skipped: 35,
  skippedBecause: [
    { reason: 'already_ordered', count: 31 },
    { reason: 'no_consent', count: 4 },
  ],
  stopped: 58,
  stoppedBecause: [{ reason: 'ordered', count: 58 }],
};

const parseChange: (body: string) => FlowPatch = JSON.parse;

let api: FakeApi;

beforeEach(() => {
  api = createFakeApi();
});

const row: FlowRowView = {
  id: flow.id,
  title: flow.title,
  summary: flow.summary,
  status: 'live',
  rev: 3,
  steps: flow.steps,
  waiting: 10_001,
  sent: 340,
  skipped: 35,
  orders: 4,
  revenue: '96.00',
  sentByDay: [...Array.from({ length: 29 }, () => 10), 50],
};

const page = (flows: readonly FlowRowView[], nextCursor: string | null = null) => ({
  body: { flows, currency: 'EUR', nextCursor },
});

const showFlows = async (...flows: readonly FlowRowView[]): Promise<void> => {
  api.on('/flow-rows', () => page(flows));
  await renderApp('/flows');
  await screen.findByRole('heading', { level: 1, name: 'Flows' });
};

describe('the list of flows', () => {
  it('tells what each flow did in thirty days, also to people who hear it', async () => {
    await showFlows(row);

    expect(await screen.findByText('10,000+')).toBeTruthy();
    expect(screen.getByText('4 · €96.00')).toBeTruthy();
    expect(screen.getByText('Cart reminder: 340 emails in 30 days, at most 50 on a day')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Cart reminder' }).getAttribute('href')).toBe(
      '/flows/abandoned-checkout',
    );
    expect(screen.getByRole('link', { name: 'Create flow' }).getAttribute('href')).toBe('/flows/new');
  });

  it('shows the next page on demand', async () => {
    api.on('/flow-rows', (url) =>
      url.searchParams.get('cursor') === 'abandoned-checkout'
        ? page([{ ...row, id: 'second', title: 'Second' }])
        : page([row], 'abandoned-checkout'),
    );
    await renderApp('/flows');

    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));

    expect(await screen.findByText('Second')).toBeTruthy();
    expect(screen.getByText('Cart reminder')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is searched and narrowed, and says when nothing matches', async () => {
    api.on('/flow-rows', (url) => page(url.searchParams.get('view') === 'archived' ? [] : [row]));
    await renderApp('/flows');
    await screen.findByText('Cart reminder');

    fireEvent.click(screen.getByRole('button', { name: 'Archived' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));
    await screen.findByText('Cart reminder');
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search flows' }), { target: { value: 'cart' } });

    await waitFor(() => {
      expect(api.asked).toContain('GET /api/flow-rows?view=all&search=cart');
    });
  });

  it('shows a flow as off before the server has answered', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/flows/abandoned-checkout', () => promise);
    await showFlows(row);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    const off = await screen.findByRole('switch', { name: 'Cart reminder: off' });
    expect(off.getAttribute('aria-checked')).toBe('false');
    expect(api.toasts).toEqual([]);
  });

  it('says that it worked and takes it back on Undo', async () => {
    const sent: unknown[] = [];
    let current = row;
    api.on('/flows/abandoned-checkout', (_url, { body }) => {
      const change = parseChange(body);
      sent.push(change);
      current = { ...current, status: change.status, rev: change.rev + 1 };
      return { body: { ...flow, status: current.status, rev: current.rev } };
    });
    api.on('/flow-rows', () => page([current]));
    await renderApp('/flows');
    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));
    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toEqual(['Cart reminder is off']);
    });

    act(() => {
      api.toasts[0]?.undo?.();
    });

    await screen.findByRole('switch', { name: 'Cart reminder: on' });
    await waitFor(() => {
      expect(sent).toEqual([
        { status: 'paused', rev: 3 },
        { status: 'live', rev: 4 },
      ]);
    });
  });

  it('goes back to what it was when the server refuses, and the problem stays', async () => {
    api.on('/flows/abandoned-checkout', () => failsWith(500, 'internal_error'));
    await showFlows(row);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    await screen.findByText("Couldn't change Cart reminder. It is as it was before.");
    expect(screen.getByRole('switch', { name: 'Cart reminder: on' })).toBeTruthy();
    expect(api.toasts).toEqual([]);
  });

  it('says that someone else was faster', async () => {
    api.on('/flows/abandoned-checkout', () => failsWith(409, 'version_conflict'));
    await showFlows(row);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    expect(await screen.findByText(/Someone else changed Cart reminder in the meantime/)).toBeTruthy();
  });

  it('has no switch for a draft', async () => {
    await showFlows({ ...row, status: 'draft' });

    await screen.findByText('Draft');

    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('a flow that finishes', () => {
  it('says so, and that those inside go on', async () => {
    api.on('/flows/abandoned-checkout', () => ({ body: { ...flow, status: 'finishing' } }));

    await renderApp('/flows/abandoned-checkout');

    expect((await screen.findAllByText('Finishing')).length).toBeGreaterThan(0);
    expect(screen.getByText('Takes nobody in. Those inside go on to the end.')).toBeTruthy();
    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('the states of the list', () => {
  it('shows its title and a skeleton while it loads', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/flow-rows', () => promise);

    await renderApp('/flows');

    await screen.findByRole('heading', { level: 1, name: 'Flows' });
    expect(screen.getAllByText('Loading')).toHaveLength(1);
  });

  it('says what an empty list is waiting for', async () => {
    await showFlows();

    expect(await screen.findByRole('heading', { name: 'No flows yet' })).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/flow-rows', () => failsWith(500, 'internal_error'));
    await renderApp('/flows');
    await screen.findByText("Couldn't load your flows.");
    api.on('/flow-rows', () => page([row]));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByRole('switch', { name: 'Cart reminder: on' })).toBeTruthy();
  });

  it('asks with a new token once, then says that the session ended', async () => {
    api.on('/flow-rows', () => failsWith(401, 'session_token_invalid'));

    await renderApp('/flows');

    await screen.findByText('Your session ended. Reload to go on.');
    expect(api.asked.filter((line) => line.startsWith('GET /api/flow-rows'))).toHaveLength(2);
  });

  it('tells that the network is gone', async () => {
    await showFlows(row);
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });

    act(() => {
      window.dispatchEvent(new Event('offline'));
    });

    expect(await screen.findByText(/You're offline/)).toBeTruthy();
    Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
  });
});

describe('the page of one flow', () => {
  it('leads back to the list and on to its messages', async () => {
    api.on('/flows/abandoned-checkout', () => ({ body: flow }));

    await renderApp('/flows/abandoned-checkout');

    await screen.findByRole('heading', { level: 1, name: /Cart reminder/ });
    expect(screen.getByRole('link', { name: 'Flows' }).getAttribute('href')).toBe('/flows');
    expect(screen.getByRole('link', { name: 'See messages' }).getAttribute('href')).toBe(
      '/messages?flow=abandoned-checkout',
    );
  });

  it('says so when there is no such flow', async () => {
    await renderApp('/flows/nope');

    expect(await screen.findByText("This flow doesn't exist anymore.")).toBeTruthy();
  });
});
