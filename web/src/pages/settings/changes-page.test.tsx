import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { changeActions, changeKinds } from '../../../../server/insights/changes/change.contract.ts';
import type { ChangeView } from '../../../../server/insights/changes/change.contract.ts';
import { offerChangeSchema } from '../../../../server/mail/offers/offer.contract.ts';
import { settingsChangeSchema } from '../../../../server/shop/settings.contract.ts';
import words from '../../locales/en.json' with { type: 'json' };
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const line = (changes: Partial<ChangeView>): ChangeView => ({
  id: '1',
  at: '2026-06-01T09:00:00.000Z',
  user: '42',
  kind: 'settings',
  action: 'changeSettings',
  about: null,
  title: null,
  parts: [],
  ...changes,
});

const lines = [
  line({ id: '6', parts: ['theme', 'postalAddress'] }),
  line({
    id: '5',
    kind: 'flow',
    action: 'switchFlow',
    about: 'cart',
    title: 'Cart reminder',
    parts: ['paused'],
  }),
  line({ id: '4', kind: 'offer', action: 'retireOffer', about: 'ten', title: 'Ten off' }),
  line({ id: '3', kind: 'email', action: 'deleteOwnTemplate', about: 'mine' }),
  line({ id: '2', kind: 'contact', action: 'exportContact', about: 'c1', user: '7' }),
  line({ id: '1', kind: 'product', action: 'somethingNew', about: '9' }),
];

let api: FakeApi;
let asked: string[];
let pages: ReadonlyMap<string, { changes: readonly ChangeView[]; nextCursor: string | null }>;
beforeEach(() => {
  cleanup();
  asked = [];
  pages = new Map([['', { changes: lines, nextCursor: null }]]);
  api = createFakeApi();
  api.on('/changes', ({ search }) => {
    asked.push(search);
    return { body: pages.get(search) ?? { changes: [], nextCursor: null } };
  });
});

const cellsOf = (row: HTMLElement | undefined): readonly (string | null)[] =>
  row === undefined
    ? []
    : within(row)
        .getAllByRole('cell')
        .slice(1)
        .map(({ textContent }) => textContent);

describe('the changes', () => {
  it('are told with what was done, to what, and by whom', async () => {
    await renderApp('/settings/changes');
    await screen.findByRole('table', { name: 'Changes' });

    const [, ...rows] = screen.getAllByRole('row');
    expect(rows.map(cellsOf)).toEqual([
      ['Saved settings: look and postal address', '', '42'],
      ['Switched a flow: paused', 'Cart reminder', '42'],
      ['Archived an offer', 'Ten off', '42'],
      ['Deleted an email', 'mine', '42'],
      ["Exported a person's data", 'c1', '7'],
      ['somethingNew', '9', '42'],
    ]);
  });

  it('lead to what was changed, where it still is', async () => {
    await renderApp('/settings/changes');
    const table = await screen.findByRole('table', { name: 'Changes' });

    const links = within(table).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/flows/cart',
      '/settings/offers/ten',
      '/contacts/c1',
      '/flows/products/9',
    ]);
  });

  it('are filtered by kind, in the address', async () => {
    pages = new Map([...pages, ['?kind=offer', { changes: lines.slice(2, 3), nextCursor: null }]]);
    const { where } = await renderApp('/settings/changes');

    fireEvent.change(await screen.findByLabelText('Changes of'), { target: { value: 'offer' } });

    await waitFor(() => {
      expect(screen.getAllByRole('row')).toHaveLength(2);
    });
    expect(where()).toBe('/settings/changes?kind=offer');
  });

  it('of a kind there are none of: that is said, with the way back', async () => {
    await renderApp('/settings/changes?kind=account');
    fireEvent.click(await screen.findByRole('button', { name: 'Show everything' }));

    expect(await screen.findByText('Ten off')).toBeTruthy();
  });

  it('that are older are shown on asking, after what is there', async () => {
    pages = new Map([
      ['', { changes: lines.slice(0, 2), nextCursor: 'b' }],
      ['?cursor=b', { changes: lines.slice(2, 4), nextCursor: null }],
    ]);
    await renderApp('/settings/changes');

    fireEvent.click(await screen.findByRole('button', { name: 'Show earlier' }));

    await waitFor(() => {
      expect(screen.getAllByRole('row')).toHaveLength(5);
    });
    expect(asked).toEqual(['', '?cursor=b']);
    expect(screen.queryByRole('button', { name: 'Show earlier' })).toBeNull();
  });

  it('say what will be here, before there are any', async () => {
    pages = new Map();
    await renderApp('/settings/changes');

    expect(await screen.findByText('Nothing changed yet')).toBeTruthy();
  });

  it('can’t be loaded: that is said, and tried again', async () => {
    api.on('/changes', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/changes');
    await screen.findByText("Couldn't load the changes.");
    api.on('/changes', () => ({ body: { changes: lines, nextCursor: null } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('Ten off')).toBeTruthy();
  });
});

describe('the words of the log', () => {
  const { action, kinds, part } = words.settings.changes;

  it('are there for everything that is written down', () => {
    expect(Object.keys(changeActions).filter((name) => !(name in action))).toEqual([]);
    expect(changeKinds.filter((kind) => !(kind in kinds))).toEqual([]);
  });

  it('are there for every part that a change can name', () => {
    const parts = [settingsChangeSchema, offerChangeSchema].flatMap(({ shape }) => Object.keys(shape));

    expect(parts.filter((name) => name !== 'rev' && !(name in part))).toEqual([]);
  });
});
