import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;

const request = {
  id: 'request-1',
  source: 'merchant',
  state: 'answered',
  askedAt: '2026-06-01T09:00:00.000Z',
  downloadUntil: '2026-06-15T09:00:00.000Z',
};
const access = {
  id: 'access-1',
  at: '2026-06-01T09:30:00.000Z',
  user: '1001',
  action: 'readMessage',
  about: 'message/1',
};

beforeEach(() => {
  cleanup();
  api = createFakeApi();
  api.on('/privacy/requests', () => ({ body: { requests: [request] } }));
  api.on('/privacy/access-log', () => ({ body: { accesses: [access], nextCursor: null } }));
});

describe('requests for data', () => {
  it('say who asked, and hand out what was gathered as a file', async () => {
    const files: Blob[] = [];
    const names: string[] = [];
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    Object.defineProperty(URL, 'createObjectURL', {
      value: (file: Blob) => (files.push(file), 'blob:1'),
      configurable: true,
    });
    Object.defineProperty(URL, 'revokeObjectURL', { value: () => undefined, configurable: true });
    api.on('/privacy/requests/request-1/export', () => ({ body: { format: 'encore.person-export' } }));
    await renderApp('/settings/privacy');

    fireEvent.click(await screen.findByRole('button', { name: /^Download, until/ }));

    await waitFor(() => {
      expect(files.map(({ type, size }) => [type, size > 20])).toEqual([['application/json', true]]);
    });
    expect(names).toEqual(['encore-request-1.json']);
    expect(screen.getByText('Someone of the shop')).toBeTruthy();
  });

  it.each([
    ['open', 'Being gathered'],
    ['answered', 'Not kept any longer'],
  ])('that are %s without a file say so', async (state, words) => {
    api.on('/privacy/requests', () => ({ body: { requests: [{ ...request, state, downloadUntil: null }] } }));
    await renderApp('/settings/privacy');

    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('say that a file could not be fetched', async () => {
    await renderApp('/settings/privacy');

    fireEvent.click(await screen.findByRole('button', { name: /^Download, until/ }));

    expect(await screen.findByText("That couldn't be downloaded.")).toBeTruthy();
  });

  it('say that there are none', async () => {
    api.on('/privacy/requests', () => ({ body: { requests: [] } }));
    await renderApp('/settings/privacy');

    expect(await screen.findByText('Nobody has asked for their data.')).toBeTruthy();
  });
});

describe('the log of who looked', () => {
  it('is in words, and leads to what was looked at', async () => {
    await renderApp('/settings/privacy');

    const link = await screen.findByRole('link', { name: 'message/1' });

    expect(link.getAttribute('href')).toBe('/messages/message%2F1');
    expect(screen.getByText('Opened a message')).toBeTruthy();
  });

  it('goes on from its cursor', async () => {
    api.on('/privacy/access-log', (url) => ({
      body:
        url.searchParams.get('cursor') === 'c1'
          ? { accesses: [{ ...access, id: 'access-2', action: 'brandNew' }], nextCursor: null }
          : { accesses: [access], nextCursor: 'c1' },
    }));
    await renderApp('/settings/privacy');

    fireEvent.click(await screen.findByRole('button', { name: 'Show earlier' }));

    expect(await screen.findByText('brandNew')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show earlier' })).toBeNull();
  });

  it('fails by itself: the rest of the page is there', async () => {
    api.on('/privacy/access-log', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/privacy');

    expect(await screen.findByText("Couldn't load the log.")).toBeTruthy();
    expect(screen.getByText('How long data is kept')).toBeTruthy();
  });
});
