import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type {
  ContactDetailView,
  TimelineItem,
} from '../../../../server/insights/contacts/contact.contract.ts';
import { mara } from '../../testing/a-contact.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;

beforeEach(() => {
  cleanup();
  api = createFakeApi();
});

const item = (changes: Partial<TimelineItem> = {}): TimelineItem => ({
  id: 't1',
  at: '2026-06-01T08:30:00.000Z',
  kind: 'store',
  type: 'order.placed',
  reason: '',
  count: 1,
  flow: null,
  message: null,
  reported: [],
  about: null,
  until: null,
  gate: [],
  ...changes,
});
const cart = { id: 'cart', title: 'Cart reminder' };

const show = async (
  contact: ContactDetailView = mara,
  items: readonly TimelineItem[] = [],
  nextCursor: string | null = null,
): Promise<void> => {
  api.on('/contacts/c1', () => ({ body: contact }));
  api.on('/contacts/c1/timeline', () => ({ body: { items: [...items], nextCursor } }));
  await renderApp('/contacts/c1');
  await screen.findByRole('heading', { level: 1, name: /Mara Lind|Erased|No name/ });
};

describe('the page of one contact', () => {
  it('shows who it is, the proof of consent and what comes next', async () => {
    await show();

    expect(screen.getByText('mara@example.com')).toBeTruthy();
    expect(screen.getByText('Agreed to marketing email')).toBeTruthy();
    expect(screen.getByText('v3')).toBeTruthy();
    expect(await screen.findByText(/Waits until Today at 6:00\sPM\. Then an email\./)).toBeTruthy();
    expect(screen.getByText('€214.00')).toBeTruthy();
  });

  it('ends a wait at once', async () => {
    await show();
    api.on('/contacts/c1/enrollments/e1/skip', (_url, { body }) =>
      body === '{"rev":4}' ? { body: { ...mara, now: [] } } : failsWith(400, 'request_invalid'),
    );

    fireEvent.click(screen.getByRole('button', { name: 'Skip ahead' }));

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toEqual(['The next step is on its way']);
    });
  });

  it('asks before it takes somebody out, and does nothing when the answer is no', async () => {
    await show();
    api.on('/contacts/c1/enrollments/e1/stop', () => ({ body: { ...mara, now: [] } }));

    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    screen.getByText('Take them out of Cart reminder?');
    fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
    expect(api.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    fireEvent.click(screen.getByRole('button', { name: 'Take out' }));

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toEqual(['Taken out of Cart reminder']);
    });
  });

  it('says so when they have moved on meanwhile, and stays on what is true', async () => {
    await show();
    api.on('/contacts/c1/enrollments/e1/skip', () => failsWith(409, 'version_conflict'));

    fireEvent.click(screen.getByRole('button', { name: 'Skip ahead' }));

    expect(await screen.findByText(/They have moved on in the meantime/)).toBeTruthy();
    expect(api.toasts).toEqual([]);
  });

  it('puts an address on the do-not-mail list and takes it off again', async () => {
    await show();
    const suppressed: ContactDetailView = {
      ...mara,
      emailStatus: 'suppressed',
      suppression: { reason: 'manual', at: '2026-06-01T09:00:00.000Z' },
    };
    api.on('/contacts/c1/suppress', () => ({ body: suppressed }));
    api.on('/contacts/c1', () => ({ body: suppressed }));

    fireEvent.click(screen.getByRole('button', { name: 'Never mail' }));
    fireEvent.click(screen.getByRole('button', { name: 'Never mail' }));

    expect(await screen.findByText(/Someone of the shop put this address/)).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Allow mail again' })).toBeTruthy();
  });

  it('tells nothing of somebody erased', async () => {
    await show({
      ...mara,
      name: null,
      address: null,
      emailStatus: 'erased',
      erasedAt: '2026-05-14T08:30:00.000Z',
      consent: null,
      now: [],
    });

    expect(screen.getByText(/Their data was erased May 14/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Never mail' })).toBeNull();
  });

  it('says so when there is no such contact', async () => {
    await renderApp('/contacts/nope');

    expect(await screen.findByText("This contact doesn't exist anymore.")).toBeTruthy();
  });
});

describe('the timeline', () => {
  it('tells what they did and what was decided in one list, day by day', async () => {
    await show(mara, [
      item({ id: 'a', about: '#1001' }),
      item({
        id: 'b',
        kind: 'mail',
        type: 'sent',
        flow: cart,
        message: { id: 'm1', subject: 'You left something' },
        reported: [{ type: 'clicked', at: '2026-06-01T09:30:00.000Z' }],
      }),
      item({ id: 'c', kind: 'flow', type: 'not-entered', reason: 're_entry', flow: cart, count: 3 }),
      item({ id: 'd', at: '2026-05-31T08:30:00.000Z', type: 'consent.changed', reason: 'unsubscribed' }),
    ]);

    await screen.findByText('Ordered: #1001');
    const days = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(days).toEqual(['Today', 'Yesterday']);
    expect(screen.getByRole('link', { name: 'You left something' }).getAttribute('href')).toBe(
      '/messages/m1',
    );
    expect(screen.getByText(/Clicked 30 minutes ago/)).toBeTruthy();
    expect(screen.getByText("Didn't enter: Cart reminder (3 times)")).toBeTruthy();
    expect(screen.getByText("Had been in it, and it isn't entered again so soon.")).toBeTruthy();
    expect(screen.getByText('Said no to marketing email')).toBeTruthy();
  });

  it('opens the answers of the gate where the question comes up', async () => {
    await show(mara, [
      item({
        kind: 'mail',
        type: 'deferred',
        reason: 'quiet_hours',
        flow: cart,
        until: '2026-06-02T08:00:00.000Z',
        gate: [{ clause: 'quiet-hours', pass: false, saw: '23:10' }],
      }),
    ]);
    await screen.findByText(/Waits: quiet hours\. until Tomorrow at 8:00\sAM/);

    fireEvent.click(screen.getByRole('button', { name: 'Why' }));

    expect(screen.getByText('Outside quiet hours')).toBeTruthy();
    expect(screen.getByText('23:10')).toBeTruthy();
  });

  it('asks the server for one kind alone', async () => {
    await show(mara, [item()]);
    await screen.findByText('Ordered');

    fireEvent.change(screen.getByLabelText('Show'), { target: { value: 'mail' } });

    await waitFor(() => {
      expect(api.asked).toContain('GET /api/contacts/c1/timeline?kind=mail');
    });
  });

  it('goes further back on demand', async () => {
    api.on('/contacts/c1', () => ({ body: mara }));
    api.on('/contacts/c1/timeline', (url) =>
      url.searchParams.get('cursor') === 'next'
        ? { body: { items: [item({ id: 't2', about: '#1002' })], nextCursor: null } }
        : { body: { items: [item()], nextCursor: 'next' } },
    );
    await renderApp('/contacts/c1');

    fireEvent.click(await screen.findByRole('button', { name: 'Show earlier' }));

    expect(await screen.findByText('Ordered: #1002')).toBeTruthy();
    expect(screen.getByText('Ordered')).toBeTruthy();
  });

  it('fails by itself: the rest of the page stays', async () => {
    api.on('/contacts/c1', () => ({ body: mara }));
    api.on('/contacts/c1/timeline', () => failsWith(500, 'internal_error'));

    await renderApp('/contacts/c1');

    expect(await screen.findByText("Couldn't load the timeline.")).toBeTruthy();
    expect(screen.getByText('Agreed to marketing email')).toBeTruthy();
  });
});
