import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { mara } from '../../testing/a-contact.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: FakeApi;

beforeEach(() => {
  cleanup();
  api = createFakeApi();
  api.on('/contacts/c1/timeline', () => ({ body: { items: [], nextCursor: null } }));
  for (const act of ['export', 'erase'])
    api.on(`/contacts/c1/${act}`, () => ({ body: { request: 'request-1' } }));
});

const open = async (changes: Partial<typeof mara> = {}): Promise<void> => {
  api.on('/contacts/c1', () => ({ body: { ...mara, ...changes } }));
  await renderApp('/contacts/c1');
  await screen.findByText('Details');
};
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const erased = (): boolean => api.asked.includes('POST /api/contacts/c1/erase');

describe("one person's data", () => {
  it('is gathered on request, and the way to it is shown', async () => {
    await open();

    press('Export data');

    const link = await screen.findByRole('link', { name: 'Data and privacy' });
    expect(link.getAttribute('href')).toBe('/settings/privacy');
    expect(api.asked).toContain('POST /api/contacts/c1/export');
  });

  it('is erased only once the address was typed', async () => {
    await open();
    press('Erase');
    const field = screen.getByLabelText('Type mara@example.com to erase them');

    fireEvent.change(field, { target: { value: 'mara' } });
    press('Erase for good');
    expect(screen.getByText("That isn't what is to be typed.")).toBeTruthy();
    expect(erased()).toBe(false);
    fireEvent.change(field, { target: { value: ' Mara@Example.com ' } });
    press('Erase for good');

    expect(await screen.findByText('Being erased. It takes a few seconds.')).toBeTruthy();
    expect(erased()).toBe(true);
  });

  it('says what goes and what stays before, and can be kept', async () => {
    await open();
    press('Erase');

    expect(screen.getByText(/A one-way code of the address stays/)).toBeTruthy();
    press('Keep');

    expect(screen.getByRole('button', { name: 'Export data' })).toBeTruthy();
    expect(erased()).toBe(false);
  });

  it('says when that did not work', async () => {
    api.on('/contacts/c1/export', () => failsWith(500, 'internal_error'));
    await open();

    press('Export data');

    expect(await screen.findByText("That didn't work. Nothing has changed.")).toBeTruthy();
  });

  it('of somebody erased is not offered', async () => {
    await open({ erasedAt: '2026-05-30T10:00:00.000Z' });

    expect(screen.queryByText('Their data')).toBeNull();
  });
});
