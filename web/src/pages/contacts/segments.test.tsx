import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
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
const answer = (find: (body: string) => readonly ContactRowView[]): void => {
  api.on('/contacts/search', (_url, { body }) => ({ body: { contacts: [...find(body)], nextCursor: null } }));
};

describe('segments of contacts', () => {
  const buyers = {
    id: 's1',
    title: 'Buyers in Germany',
    where: {
      all: [
        { property: 'isCustomer', is: 'equals', value: true },
        { property: 'countryCode', is: 'equals', value: 'DE' },
      ],
    },
    rev: 3,
    savedAt: '2026-06-01T09:00:00.000Z',
  };
  const sent: string[] = [];

  beforeEach(() => {
    sent.length = 0;
    api.on('/segments', (_url, { method, body }) => {
      if (method === 'GET') return { body: { segments: [buyers], platform: [{ id: '77', joined: 12 }] } };
      sent.push(body);
      return { body: { ...buyers, id: 'made', rev: 1 } };
    });
    api.on('/contacts/count', () => ({ body: { count: 1240, of: 98_000, exact: false } }));
    answer((body) => (body.includes('where') ? [row({ name: 'Ada' })] : [row()]));
  });

  it('show whom a kept one holds of, say it as sentences, and count', async () => {
    await renderApp('/contacts?segment=s1');

    await screen.findByRole('link', { name: 'Ada' });
    expect(await screen.findByText(/1,240/)).toBeTruthy();
    expect(screen.getByLabelText('Name of the segment')).toHaveProperty('value', 'Buyers in Germany');
  });

  it('are made of rows and kept under a name', async () => {
    await renderApp('/contacts');
    await screen.findByText('Mara Lind');
    fireEvent.change(screen.getByLabelText('Segment'), { target: { value: 'new' } });
    await screen.findByRole('link', { name: 'Ada' });
    fireEvent.click(screen.getByRole('button', { name: 'Save segment' }));
    expect(await screen.findByText('A name of 1 to 80 characters.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Name of the segment'), { target: { value: ' Regulars ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save segment' }));

    await waitFor(() => {
      expect(sent).toHaveLength(1);
    });
    expect(JSON.parse(sent[0] ?? '')).toEqual({
      id: expect.any(String),
      title: 'Regulars',
      where: { property: 'isCustomer', is: 'equals', value: true },
    });
    expect(api.toasts.map(({ words }) => words)).toEqual(['Segment saved']);
  });

  it('say that somebody else was faster, and keep what was typed', async () => {
    api.on('/segments/s1', () => failsWith(409, 'version_conflict'));
    await renderApp('/contacts?segment=s1');
    await screen.findByRole('link', { name: 'Ada' });
    fireEvent.change(screen.getByLabelText('Name of the segment'), { target: { value: 'Mine' } });

    fireEvent.click(screen.getByRole('button', { name: 'Save segment' }));

    expect(await screen.findByText(/Somebody else changed this segment/)).toBeTruthy();
    expect(screen.getByDisplayValue('Mine')).toBeTruthy();
  });

  it('can be used though they can not be counted', async () => {
    api.on('/contacts/count', () => failsWith(500, 'internal_error'));

    await renderApp('/contacts?segment=s1');

    expect(await screen.findByText(/n't count/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Ada' })).toBeTruthy();
  });

  it('go on looking where a page holds too few of them', async () => {
    let pages = 0;
    api.on('/contacts/search', (_url, { body }) => {
      if (!body.includes('where')) return { body: { contacts: [], nextCursor: null } };
      pages += 1;
      const contacts = pages === 3 ? [row({ name: 'Rare' })] : [];
      return { body: { contacts, nextCursor: pages === 3 ? null : `after-${pages}` } };
    });

    await renderApp('/contacts?segment=s1');

    expect(await screen.findByRole('link', { name: 'Rare' })).toBeTruthy();
  });
});

describe('the file of contacts', () => {
  const withDownloads = (): string[] => {
    const made: string[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        made.push(blob.type);
        return 'blob:made';
      },
      revokeObjectURL: () => {},
    });
    HTMLAnchorElement.prototype.click = function click() {
      made.push(`${this.download} ${this.href}`);
    };
    return made;
  };

  it('is of what the list shows', async () => {
    const made = withDownloads();
    const bodies: string[] = [];
    answer(() => [row()]);
    api.on('/contacts/export', (_url, { body }) => {
      bodies.push(body);
      return { body: {} };
    });
    await renderApp('/contacts?view=subscribed');
    await screen.findByText('Mara Lind');

    fireEvent.click(screen.getByRole('button', { name: 'Export as CSV' }));

    await waitFor(() => {
      expect(made).toContain('contacts.csv blob:made');
    });
    expect(bodies).toEqual(['{"view":"subscribed"}']);
  });

  it('says when there is none', async () => {
    const made = withDownloads();
    answer(() => [row()]);
    api.on('/contacts/export', () => failsWith(500, 'internal_error'));
    await renderApp('/contacts');
    await screen.findByText('Mara Lind');

    fireEvent.click(screen.getByRole('button', { name: 'Export as CSV' }));

    expect(await screen.findByText("Couldn't make the file. Nothing was kept of it.")).toBeTruthy();
    expect(made).toEqual([]);
  });
});

describe('what strangers wrote', () => {
  const hostile = '<img src=x onerror="window.ran = true"><script>window.ran = true</script>{{constructor}}';

  it('is shown as it was written and never runs', async () => {
    answer(() => [row({ name: hostile, address: hostile, bought: hostile, flows: [hostile] })]);
    api.on('/segments', () => ({
      body: {
        segments: [{ id: 's', title: hostile, where: {}, rev: 1, savedAt: '2026-06-01T09:00:00.000Z' }],
        platform: [],
      },
    }));

    await renderApp('/contacts?segment=s');

    expect(await screen.findByRole('link', { name: hostile })).toBeTruthy();
    expect(await screen.findByText(`Bought ${hostile}`)).toBeTruthy();
    expect(document.querySelectorAll('#root img, td img, script')).toHaveLength(0);
    expect(Reflect.get(window, 'ran')).toBeUndefined();
  });
});
