import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { SettingsChange, SettingsView } from '../../../../server/shop/settings.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

const settings: SettingsView = {
  rev: 3,
  sender: { name: 'Lumen', replyTo: null },
  frequencyCap: { count: 4, within: 'P7D' },
  quietHours: null,
  consentPolicy: { elsewhere: 'subscribers', countries: { BR: 'one-reminder' } },
  theme: {
    logoUrl: null,
    color: '#1f3a5f',
    fontFamily: 'Georgia, serif',
    headingFontFamily: null,
    backgroundColor: null,
  },
  postalAddress: 'Lampenweg 1, 10115 Berlin',
  adminLanguage: null,
  strictCountries: ['AT', 'DE'],
};

const parse: (text: string) => SettingsChange = JSON.parse;

let api: FakeApi;
let held: SettingsView;
let changes: SettingsChange[];

beforeEach(() => {
  cleanup();
  held = { ...settings };
  changes = [];
  api = createFakeApi();
  api.on('/settings', (_url, { method, body }) => {
    if (method === 'GET') return { body: held };
    const change = parse(body);
    changes.push(change);
    if (change.rev !== held.rev) return failsWith(409, 'version_conflict');
    Object.assign(held, change, { rev: change.rev + 1 });
    return { body: held };
  });
  api.on('/sending', () => failsWith(500, 'internal_error'));
  api.on('/sending/health', () => failsWith(500, 'internal_error'));
});

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

const openSender = async () => {
  const app = await renderApp('/settings/sender');
  await screen.findByLabelText('Sender name');
  return app;
};

const saved = (): Promise<void> =>
  waitFor(() => {
    expect(api.toasts.map(({ words }) => words)).toContain('Saved');
  });

describe('the settings', () => {
  it('lead to a page each', async () => {
    await renderApp('/settings');

    const links = await screen.findAllByRole('link');

    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      [
        'sender',
        'account',
        'look',
        'consent',
        'limits',
        'order',
        'comparison',
        'offers',
        'plan',
        'language',
        'changes',
        'privacy',
      ].map((page) => `/settings/${page}`),
    );
  });

  it('say what could not be loaded, and load it on Retry', async () => {
    api.on('/settings', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/limits');
    await screen.findByText("Couldn't load the settings.");
    api.on('/settings', () => ({ body: settings }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByLabelText('Emails a person gets at most')).toBeTruthy();
  });

  it('show their title and a skeleton while they load', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/settings', () => promise);
    await renderApp('/settings/consent');

    expect(await screen.findByRole('heading', { level: 1, name: 'Consent' })).toBeTruthy();
    expect(screen.getByText('Loading')).toBeTruthy();
  });
});

describe('the sender', () => {
  it('is saved from the save bar, and only the sender', async () => {
    await openSender();

    type('Sender name', ' Lumen care ');
    type('Replies go to', 'care@lumen.example');
    pressBar('Save');

    await saved();
    expect(changes).toEqual([{ rev: 3, sender: { name: 'Lumen care', replyTo: 'care@lumen.example' } }]);
  });

  it('is not saved while it is wrong: what is wrong is said at the field', async () => {
    await openSender();

    type('Sender name', '');
    type('Replies go to', 'care');
    expect(screen.queryByText('An address looks like hello@yourshop.com.')).toBeNull();
    pressBar('Save');

    expect(await screen.findByText('An address looks like hello@yourshop.com.')).toBeTruthy();
    expect(screen.getByText(/A name of up to 100 characters/)).toBeTruthy();
    expect(changes).toEqual([]);
  });

  it('is as it was after Discard', async () => {
    await openSender();
    type('Sender name', 'Somebody');

    pressBar('Discard');

    expect(screen.getByDisplayValue('Lumen')).toBeTruthy();
  });

  it('is not left by accident while it differs', async () => {
    const { where } = await openSender();
    type('Sender name', 'Somebody');

    fireEvent.click(screen.getByRole('link', { name: 'Settings' }));

    await waitFor(() => {
      expect(api.asks).toEqual(['settings-sender']);
    });
    expect(where()).toBe('/settings/sender');
  });

  it('keeps what was typed when saving fails', async () => {
    await openSender();
    api.on('/settings', () => failsWith(500, 'internal_error'));
    type('Sender name', 'Somebody');

    pressBar('Save');

    expect(await screen.findByText("That couldn't be saved. What you typed is still here.")).toBeTruthy();
    expect(screen.getByDisplayValue('Somebody')).toBeTruthy();
  });
});

describe('two people at the same settings', () => {
  const openBoth = async (): Promise<void> => {
    await openSender();
    type('Sender name', 'Mine');
    held = { ...held, rev: 4, sender: { name: 'Theirs', replyTo: null } };
    pressBar('Save');
    await screen.findByRole('table', { name: 'Someone else changed this while you were editing.' });
  };

  it('see both versions, and nothing is overwritten', async () => {
    await openBoth();

    const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);

    expect(cells).toEqual(['Sender name', 'Mine', 'Theirs']);
    expect(held.sender.name).toBe('Theirs');
  });

  it('can keep their own', async () => {
    await openBoth();

    fireEvent.click(screen.getByRole('button', { name: 'Save mine' }));

    await saved();
    expect(held).toMatchObject({ rev: 5, sender: { name: 'Mine' } });
  });

  it("can take the other's", async () => {
    await openBoth();

    fireEvent.click(screen.getByRole('button', { name: 'Use theirs' }));

    expect(await screen.findByDisplayValue('Theirs')).toBeTruthy();
    expect(held).toMatchObject({ rev: 4, sender: { name: 'Theirs' } });
  });

  it('are not troubled by a change of something else', async () => {
    await openSender();
    type('Sender name', 'Mine');
    held = { ...held, rev: 4, quietHours: { from: '22:00', to: '07:00' } };

    pressBar('Save');

    await saved();
    expect(held).toMatchObject({ rev: 5, sender: { name: 'Mine' }, quietHours: { from: '22:00' } });
  });
});

describe('sending hours and limits', () => {
  it('are switched on with hours that fit, and saved', async () => {
    await renderApp('/settings/limits');

    fireEvent.click(await screen.findByRole('switch', { name: 'Quiet hours: off' }));
    type('Until', '09:30');
    type('Emails a person gets at most', '2');
    type('Unit', 'hours');
    pressBar('Save');

    await saved();
    expect(changes).toEqual([
      {
        rev: 3,
        quietHours: { from: '21:00', to: '09:30' },
        frequencyCap: { count: 2, within: 'PT7H' },
      },
    ]);
  });

  it('are not saved with hours that start when they end', async () => {
    await renderApp('/settings/limits');
    fireEvent.click(await screen.findByRole('switch', { name: 'Quiet hours: off' }));
    type('Until', '21:00');

    pressBar('Save');

    expect(await screen.findByText('Start and end have to differ.')).toBeTruthy();
    expect(changes).toEqual([]);
  });
});

describe('consent by country', () => {
  it('is set for the rest, for one more country, and taken away from another', async () => {
    await renderApp('/settings/consent');
    await screen.findByLabelText('Brazil');
    expect(screen.getByText('Unless you name them, subscribers only in Austria and Germany.')).toBeTruthy();

    type('In countries not named below', 'existing-customers');
    type('Add a country', 'US');
    type('United States', 'one-reminder');
    fireEvent.click(screen.getByRole('button', { name: 'Remove Brazil' }));
    pressBar('Save');

    await saved();
    expect(changes).toEqual([
      { rev: 3, consentPolicy: { elsewhere: 'existing-customers', countries: { US: 'one-reminder' } } },
    ]);
  });
});
