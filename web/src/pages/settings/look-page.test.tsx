import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { LookPreviewRequest } from '../../../../server/mail/compose/look.contract.ts';
import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';
import { readCopy } from '../../app/recovery.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

const settings: SettingsView = {
  rev: 3,
  sender: { name: 'Lumen', replyTo: null },
  frequencyCap: { count: 4, within: 'P7D' },
  quietHours: null,
  consentPolicy: { elsewhere: 'subscribers', countries: {} },
  strictCountries: [],
  theme: {
    logoUrl: null,
    color: '#1f3a5f',
    fontFamily: 'Georgia, serif',
    headingFontFamily: null,
    backgroundColor: null,
  },
  postalAddress: 'Lampenweg 1, 10115 Berlin',
  adminLanguage: null,
};

const parseChange: (text: string) => SettingsChange = JSON.parse;
const parseLook: (text: string) => LookPreviewRequest = JSON.parse;

let api: FakeApi;
let held: SettingsView;
let changes: SettingsChange[];
let previewed: LookPreviewRequest[];
let findings: object[];

beforeEach(() => {
  cleanup();
  localStorage.clear();
  held = { ...settings };
  changes = [];
  previewed = [];
  findings = [];
  api = createFakeApi();
  api.on('/settings', (_url, { method, body }) => {
    if (method === 'GET') return { body: held };
    const change = parseChange(body);
    changes.push(change);
    if (change.rev !== held.rev) return failsWith(409, 'version_conflict');
    Object.assign(held, change, { rev: change.rev + 1 });
    return { body: held };
  });
  api.on('/templates', () => ({
    body: { templates: ['checkout-1', 'welcome-1'].map((key) => ({ key, language: 'en', template: {} })) },
  }));
  api.on('/settings/look/preview', (_url, { body }) => {
    previewed.push(parseLook(body));
    const url = `/previews/${previewed.length}`;
    return { body: { subject: 'Your cart', page: { url, until: '2026-06-01T10:10:00.000Z' }, findings } };
  });
});

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const open = async (): Promise<void> => {
  await renderApp('/settings/look');
  await screen.findByLabelText('Logo address');
};
const frame = (): Promise<HTMLElement> => screen.findByTitle('Email “Your cart”');

describe('the look', () => {
  it('is shown on a real mail, light and dark, and anew with every change', async () => {
    await open();
    expect((await frame()).getAttribute('src')).toBe('/previews/1');
    expect((await frame()).getAttribute('sandbox')).toBe('');

    fireEvent.click(screen.getByRole('button', { name: 'Its own dark' }));
    expect((await frame()).getAttribute('src')).toBe('/previews/1?scheme=dark');
    type('Color of buttons', '#7a1f4b');
    type('Email shown', 'welcome-1');

    await waitFor(() => {
      expect(previewed.at(-1)).toMatchObject({ key: 'welcome-1', theme: { color: '#7a1f4b' } });
    });
    expect(changes).toEqual([]);
  });

  it('is saved whole from the save bar', async () => {
    await open();
    type('Logo address', ' https://lumen.example/logo.png ');
    type('Color of the page', '#ffffff');
    type('Font of headings', 'Verdana, sans-serif');
    type('Postal address', ' 12 Harbour St ');
    pressBar('Save');

    await waitFor(() => {
      expect(changes).toEqual([
        {
          rev: 3,
          theme: {
            logoUrl: 'https://lumen.example/logo.png',
            color: '#1f3a5f',
            fontFamily: 'Georgia, serif',
            headingFontFamily: 'Verdana, sans-serif',
            backgroundColor: '#ffffff',
          },
          postalAddress: '12 Harbour St',
        },
      ]);
    });
  });

  it('that is wrong is neither saved nor shown; what is wrong is said at the field', async () => {
    await open();
    await frame();
    const before = previewed.length;

    type('Color of buttons', 'red');
    type('Postal address', '');
    expect(screen.queryByText('A color looks like #1f3a5f.')).toBeNull();
    pressBar('Save');

    expect(await screen.findByText('A color looks like #1f3a5f.')).toBeTruthy();
    expect(screen.getByText('Enter the address of your business, up to 300 characters.')).toBeTruthy();
    expect([changes.length, previewed.length]).toEqual([0, before]);
  });

  it('that is hard to read is told', async () => {
    findings = [{ key: 'button_words', is: 3.9, wanted: 4.5 }];
    await open();

    expect(await screen.findByText(/Words on buttons have a contrast of 3.9 : 1; 4.5 : 1/)).toBeTruthy();
  });

  it('says whom saving reaches', async () => {
    await open();

    expect(screen.getByText(/every email that goes out from then on has this look/)).toBeTruthy();
  });

  it('can be made while the preview fails', async () => {
    api.on('/settings/look/preview', () => failsWith(500, 'internal_error'));
    await open();

    expect(await screen.findByText(/couldn't be updated/)).toBeTruthy();
    type('Color of buttons', '#7a1f4b');
    pressBar('Save');
    await waitFor(() => {
      expect(changes).toHaveLength(1);
    });
  });

  it('that two people changed is shown from both sides, and nothing is overwritten', async () => {
    await open();
    type('Color of buttons', '#7a1f4b');
    held = { ...held, rev: 4, theme: { ...settings.theme, color: '#00ff00' } };
    pressBar('Save');

    await screen.findByRole('table', { name: 'Someone else changed this while you were editing.' });
    const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);
    expect(cells).toEqual(['Color of buttons', '#7a1f4b', '#00ff00']);
    expect(held.theme.color).toBe('#00ff00');
  });
});

describe('what was typed and not saved', () => {
  const place = { kind: 'settings', shop: 'lumen.myshopify.com', id: 'look' } as const;
  const leaveTyped = async (): Promise<void> => {
    await open();
    type('Color of buttons', '#7a1f4b');
    await waitFor(
      () => {
        expect(readCopy(place)?.work).toContain('#7a1f4b');
      },
      { timeout: 10_000 },
    );
    cleanup();
    await open();
  };

  it('is offered back after a reload, and is there on Use them', async () => {
    await leaveTyped();
    expect(screen.getByLabelText('Color of buttons')).toHaveProperty('value', '#1f3a5f');

    fireEvent.click(await screen.findByRole('button', { name: 'Use them' }));

    expect(screen.getByLabelText('Color of buttons')).toHaveProperty('value', '#7a1f4b');
  });

  it('is gone once it is thrown away', async () => {
    await leaveTyped();

    fireEvent.click(await screen.findByRole('button', { name: 'Throw them away' }));

    await waitFor(() => {
      expect(readCopy(place)).toBeUndefined();
    });
  });

  it('of a form that had other fields is not offered', async () => {
    localStorage.setItem(
      'encore:settings:lumen.myshopify.com:look',
      JSON.stringify({ rev: 1, work: '{"paint":"red"}' }),
    );
    await open();

    expect(screen.queryByRole('button', { name: 'Use them' })).toBeNull();
  });
});
