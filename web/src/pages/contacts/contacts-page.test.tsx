import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ContactRowView } from '../../../../server/insights/contacts/contact.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;

beforeEach(() => {
  cleanup();
  api = createFakeApi();
});

const row = (changes: Partial<ContactRowView> = {}): ContactRowView => ({
  id: 'c1',
  name: 'Mara Lind',
  address: 'm•••@example.com',
  emailStatus: 'subscribed',
  totals: { orders: 3, spent: [{ amount: '214.00', currency: 'EUR' }], lastOrderAt: null },
  lastSeenAt: '2026-06-01T09:59:40.000Z',
  flows: ['Cart reminder'],
  bought: null,
  ...changes,
});

/** Answers every search with what it finds for its body. */
const answer = (
  find: (body: string) => readonly ContactRowView[],
  nextCursor: string | null = null,
): void => {
  api.on('/contacts/search', (_url, { body }) => ({ body: { contacts: [...find(body)], nextCursor } }));
};

describe('the list of contacts', () => {
  it('says of each how they stand, what they spent and where they wait', async () => {
    answer(() => [row()]);

    await renderApp('/contacts');

    const link = await screen.findByRole('link', { name: 'Mara Lind' });
    expect(link.getAttribute('href')).toBe('/contacts/c1');
    // The shop's time is there once the shop is known.
    await waitFor(() => {
      const cells = within(screen.getAllByRole('row')[1] ?? document.body).getAllByRole('cell');
      expect(cells.map(({ textContent }) => textContent)).toEqual([
        'Mara Lindm•••@example.com',
        expect.stringMatching(/Subscribed$/),
        '3',
        '€214.00',
        'Just now',
        'Cart reminder',
      ]);
    });
  });

  it('knows those without a name by what is left of them', async () => {
    answer(() => [
      row({ id: 'a', name: null }),
      row({ id: 'b', name: null, address: null, emailStatus: 'erased' }),
      row({
        id: 'c',
        name: null,
        address: null,
        emailStatus: 'none',
        totals: { orders: 0, spent: [], lastOrderAt: null },
      }),
    ]);

    await renderApp('/contacts');

    await screen.findByRole('link', { name: 'm•••@example.com' });
    expect(screen.getByRole('link', { name: 'Erased contact' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'No name or address' })).toBeTruthy();
    expect(screen.getByRole('cell', { name: '–' })).toBeTruthy();
  });

  it('keeps the view in the address and asks the server for it', async () => {
    answer((body) => (body.includes('subscribed') ? [row({ name: 'Ada' })] : [row()]));
    const { where } = await renderApp('/contacts');
    await screen.findByText('Mara Lind');

    fireEvent.click(screen.getByRole('button', { name: 'Subscribed' }));

    await screen.findByText('Ada');
    expect(where()).toBe('/contacts?view=subscribed');
  });

  it('searches among all once typing pauses, and keeps what was typed out of the address', async () => {
    const asked: string[] = [];
    answer((body) => {
      asked.push(body);
      return body.includes('lin') ? [row()] : [];
    });
    const { where } = await renderApp('/contacts?view=subscribed');
    await screen.findByText('No contacts match');

    fireEvent.change(screen.getByLabelText('Search contacts'), { target: { value: 'lin' } });

    await screen.findByText('Mara Lind');
    expect(asked.at(-1)).toBe('{"view":"all","search":"lin"}');
    expect(where()).toBe('/contacts');
  });

  it('goes on from the cursor and keeps what is there when that fails', async () => {
    api.on('/contacts/search', (_url, { body }) =>
      body.includes('c50')
        ? failsWith(500, 'internal_error')
        : { body: { contacts: [row()], nextCursor: 'c50' } },
    );
    await renderApp('/contacts');

    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));

    await screen.findByText("Couldn't load more contacts.");
    expect(screen.getByText('Mara Lind')).toBeTruthy();
  });

  it('says what will stand there while there is nobody', async () => {
    answer(() => []);

    await renderApp('/contacts');

    expect(await screen.findByText('No contacts yet')).toBeTruthy();
  });

  it('leads back from a search that finds nobody', async () => {
    answer((body) => (body.includes('zzz') ? [] : [row()]));
    await renderApp('/contacts');
    fireEvent.change(await screen.findByLabelText('Search contacts'), { target: { value: 'zzz' } });

    fireEvent.click(await screen.findByRole('button', { name: 'Show all contacts' }));

    expect(await screen.findByText('Mara Lind')).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/contacts/search', () => Promise.reject(new TypeError('Failed to fetch')));
    await renderApp('/contacts');
    await screen.findByText("Couldn't load contacts.");
    answer(() => [row()]);

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('Mara Lind')).toBeTruthy();
  });

  it('shows its title, search and a skeleton while it loads', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/contacts/search', () => promise);

    await renderApp('/contacts');

    await screen.findByRole('heading', { level: 1, name: 'Contacts' });
    await waitFor(() => {
      expect(screen.getByText('Loading')).toBeTruthy();
    });
    expect(screen.getByLabelText('Search contacts')).toBeTruthy();
  });
});
