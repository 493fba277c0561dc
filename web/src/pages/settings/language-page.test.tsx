import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

const parse: (text: string) => SettingsChange = JSON.parse;

const settings = (adminLanguage: SettingsView['adminLanguage']): SettingsView => ({
  rev: 3,
  sender: { name: 'Lumen', replyTo: null },
  frequencyCap: { count: 4, within: 'P7D' },
  quietHours: null,
  consentPolicy: { elsewhere: 'subscribers', countries: {} },
  theme: {
    logoUrl: null,
    color: '#1f3a5f',
    fontFamily: 'Georgia, serif',
    headingFontFamily: null,
    backgroundColor: null,
  },
  postalAddress: 'Lampenweg 1, 10115 Berlin',
  adminLanguage,
  strictCountries: [],
});

let api: FakeApi;
let changes: SettingsChange[];

const hold = (start: SettingsView['adminLanguage'], alsoChanged = false): void => {
  let held = settings(start);
  api.on('/settings', (_url, { method, body }) => {
    if (method === 'GET') return { body: held };
    const change = parse(body);
    changes.push(change);
    if (alsoChanged) return failsWith(409, 'version_conflict');
    held = { ...settings(change.adminLanguage ?? null), rev: change.rev + 1 };
    return { body: held };
  });
};

const choose = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

beforeEach(() => {
  cleanup();
  changes = [];
  api = createFakeApi();
});

describe('the language of the screens', () => {
  it('is each person’s own until another is chosen, and then spoken at once', async () => {
    hold(null);
    await renderApp('/settings/language');
    const field = await screen.findByLabelText('Language of the screens');
    expect(field).toHaveProperty('value', 'own');

    choose('Language of the screens', 'de');
    pressBar('Save');

    expect(await screen.findByRole('heading', { level: 1, name: 'Sprache' })).toBeTruthy();
    expect(changes).toEqual([{ rev: 3, adminLanguage: 'de' }]);
    expect(document.documentElement.lang).toBe('de');
  });

  it('goes back to each person’s own', async () => {
    hold('de');
    await renderApp('/settings/language', 'de');

    choose((await screen.findByText('Sprache der Oberfläche')).textContent, 'own');
    pressBar('Speichern');

    expect(await screen.findByRole('heading', { level: 1, name: 'Language' })).toBeTruthy();
    expect(changes).toEqual([{ rev: 3, adminLanguage: null }]);
  });

  it('stays as it is when somebody else changed the settings meanwhile', async () => {
    hold(null, true);
    await renderApp('/settings/language');
    await screen.findByLabelText('Language of the screens');

    choose('Language of the screens', 'fr');
    pressBar('Save');

    expect(await screen.findAllByText('Someone else changed this while you were editing.')).not.toEqual([]);
    expect(document.documentElement.lang).toMatch(/^en/);
  });

  it('says what emails are written in, by the name of the language', async () => {
    hold(null);
    await renderApp('/settings/language');

    await waitFor(() => {
      expect(screen.getByText(/it is written in your shop's: English/)).toBeTruthy();
    });
  });
});
