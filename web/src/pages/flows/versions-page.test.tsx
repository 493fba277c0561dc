import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { MovePreviewView } from '../../../../server/flows/life/flow-life.contract.ts';
import { cartFlow, cartProgram } from '../../testing/a-flow.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;
let posted: string[] = [];

const version = (number: number, current = false, waiting = 0) => ({
  version: number,
  createdAt: '2026-05-14T08:30:00.000Z',
  current,
  waiting,
  program: { ...cartProgram, priority: number },
});
const preview: MovePreviewView = {
  moves: 36,
  there: 0,
  stays: 3,
  because: [
    { reason: 'step_gone', step: 'wait-1', count: 2 },
    { reason: 'message_open', step: 'gone-long-ago', count: 1 },
  ],
  people: [],
  nextCursor: null,
};

beforeEach(() => {
  cleanup();
  posted = [];
  api = createFakeApi();
  api.on('/flows/cart', () => ({ body: cartFlow }));
  api.on('/flows/cart/versions', (_url, { method, body }) => {
    if (method === 'GET') return { body: { versions: [version(4, true), version(3, false, 38)] } };
    posted.push(body);
    return { body: { ...cartFlow, version: 5, rev: 8 } };
  });
  api.on('/flows/cart/move/preview', () => ({ body: preview }));
});

describe('the versions of a flow', () => {
  it('shows which is live and who waits in each', async () => {
    await renderApp('/flows/cart/versions');

    expect((await screen.findByRole('cell', { name: /Live$/ })).textContent).toContain('Live');
    expect(screen.getAllByRole('row')).toHaveLength(3);
    expect(screen.getByRole('cell', { name: '38' })).toBeTruthy();
  });

  it('makes an old one live again as a new one, once that was asked', async () => {
    await renderApp('/flows/cart/versions');

    fireEvent.click(await screen.findByRole('button', { name: 'Make this live again' }));
    screen.getByText('Version 3 becomes live again as a new version. Continue?');
    fireEvent.click(screen.getByRole('button', { name: 'Make it live' }));

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toEqual(['Version 5 is live']);
    });
    expect(posted[0]).toContain('"rev":7');
    expect(posted[0]).toContain('"priority":3');
  });

  it('shows what an old one does otherwise, which is what going back would change', async () => {
    await renderApp('/flows/cart/versions');

    fireEvent.click(await screen.findByRole('button', { name: 'Compare' }));

    expect(screen.getByText('Version 3 beside version 4, which is live')).toBeTruthy();
    expect(screen.getByText('Changed: its place among flows')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(/beside version 4/)).toBeNull();
  });

  it('says who would move and who stays before anybody does', async () => {
    api.on('/flows/cart/move', (_url, { body }) => {
      posted.push(body);
      return { body: {} };
    });
    await renderApp('/flows/cart/versions');

    await screen.findByText('36 people would move to version 4.');
    expect(
      await screen.findByText('2 people stay: Wait until 30 minutes after the start no longer exists there.'),
    ).toBeTruthy();
    expect(
      screen.getByText('1 person stays: an email of theirs is on its way (gone-long-ago).'),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Move everybody to version 4' }));
    expect(posted).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Move' }));

    await waitFor(() => {
      expect(posted).toEqual(['{"rev":7,"to":4}']);
    });
  });

  it('says when somebody else was faster', async () => {
    api.on('/flows/cart/move', () => failsWith(409, 'version_conflict'));
    await renderApp('/flows/cart/versions');

    fireEvent.click(await screen.findByRole('button', { name: 'Move everybody to version 4' }));
    fireEvent.click(screen.getByRole('button', { name: 'Move' }));

    expect(await screen.findByText(/Someone else changed this flow/)).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/flows/cart/versions', () => failsWith(500, 'internal_error'));
    await renderApp('/flows/cart/versions');
    await screen.findByText("Couldn't load the versions.");
    api.on('/flows/cart/versions', () => ({ body: { versions: [version(4, true)] } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    await waitFor(() => {
      expect(screen.getAllByRole('row')).toHaveLength(2);
    });
  });
});
