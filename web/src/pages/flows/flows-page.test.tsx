import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { FlowPatch, FlowView } from '../../../../server/flows/flow.contract.ts';
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

const showFlows = async (...flows: readonly FlowView[]): Promise<void> => {
  api.on('/flows', () => ({ body: { flows } }));
  await renderApp('/flows');
  await screen.findByRole('heading', { level: 1, name: 'Flows' });
};

describe('the list of flows', () => {
  it('draws the steps of a flow in words', async () => {
    await showFlows(flow);

    const trail = await screen.findByRole('list', { name: 'Steps of Cart reminder' });

    expect(
      within(trail)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Wait 30 minutes', 'Email 1', 'Wait until 30 hours after the start', 'Email 2']);
  });

  it('writes numbers in full and tells why emails were skipped when asked', async () => {
    await showFlows(flow);
    await screen.findByText('12,480');
    expect(screen.queryByText('Bought already.')).toBeNull();

    fireEvent.click(screen.getByRole('button', { name: 'Why not sent' }));

    expect(screen.getByText('Bought already.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Hide reasons' }).getAttribute('aria-expanded')).toBe('true');
  });

  it('shows a flow as off before the server has answered', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/flows/abandoned-checkout', () => promise);
    await showFlows(flow);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    const off = await screen.findByRole('switch', { name: 'Cart reminder: off' });
    expect(off.getAttribute('aria-checked')).toBe('false');
    expect(api.toasts).toEqual([]);
  });

  it('says that it worked and takes it back on Undo', async () => {
    const sent: unknown[] = [];
    let current = flow;
    api.on('/flows/abandoned-checkout', (_url, { body }) => {
      const change = parseChange(body);
      sent.push(change);
      current = { ...current, status: change.status, rev: change.rev + 1 };
      return { body: current };
    });
    api.on('/flows', () => ({ body: { flows: [current] } }));
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
    await showFlows(flow);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    await screen.findByText("Couldn't change Cart reminder. It is as it was before.");
    expect(screen.getByRole('switch', { name: 'Cart reminder: on' })).toBeTruthy();
    expect(api.toasts).toEqual([]);
  });

  it('says that someone else was faster', async () => {
    api.on('/flows/abandoned-checkout', () => failsWith(409, 'version_conflict'));
    await showFlows(flow);

    fireEvent.click(await screen.findByRole('switch', { name: 'Cart reminder: on' }));

    expect(await screen.findByText(/Someone else changed Cart reminder in the meantime/)).toBeTruthy();
  });

  it('has no switch for a draft', async () => {
    await showFlows({ ...flow, status: 'draft' });

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
    api.on('/flows', () => promise);

    await renderApp('/flows');

    await screen.findByRole('heading', { level: 1, name: 'Flows' });
    expect(screen.getAllByText('Loading')).toHaveLength(3);
  });

  it('says what an empty list is waiting for', async () => {
    await showFlows();

    expect(await screen.findByRole('heading', { name: 'No flows yet' })).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/flows', () => failsWith(500, 'internal_error'));
    await renderApp('/flows');
    await screen.findByText("Couldn't load your flows.");
    api.on('/flows', () => ({ body: { flows: [flow] } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByRole('switch', { name: 'Cart reminder: on' })).toBeTruthy();
  });

  it('asks with a new token once, then says that the session ended', async () => {
    api.on('/flows', () => failsWith(401, 'session_token_invalid'));

    await renderApp('/flows');

    await screen.findByText('Your session ended. Reload to go on.');
    expect(api.asked.filter((line) => line === 'GET /api/flows')).toHaveLength(2);
  });

  it('tells that the network is gone', async () => {
    await showFlows(flow);
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
