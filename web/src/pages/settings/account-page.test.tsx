import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import type {
  MailAccountView,
  SaveMailAccount,
} from '../../../../server/mail/accounts/mail-account.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { accountOf, blankAccount, isApiKey, webhookChoices, wrongIn } from './account-values.ts';

const apiKey = `SG.${'k'.repeat(22)}.${'s'.repeat(43)}`;
const operator: MailAccountView = {
  owner: 'operator',
  canChange: true,
  keyId: null,
  savedAt: null,
  refusedAt: null,
  events: { address: 'https://encore.example/webhooks/sendgrid/lumen', verified: false },
};
const own: MailAccountView = {
  ...operator,
  owner: 'own',
  keyId: 'k'.repeat(22),
  savedAt: '2026-05-20T10:00:00.000Z',
  events: { ...operator.events, verified: true },
};

const parse: (text: string) => SaveMailAccount = JSON.parse;

let api: FakeApi;
let held: MailAccountView;
let saved: SaveMailAccount[];

beforeEach(() => {
  cleanup();
  localStorage.clear();
  held = operator;
  saved = [];
  api = createFakeApi();
  api.on('/sending/account', (_url, { method, body }) => {
    if (method === 'POST') {
      saved.push(parse(body));
      held = own;
    }
    return { body: held };
  });
  api.on('/sending/account/remove', () => {
    held = operator;
    return { body: held };
  });
  api.on('/sending', () => ({
    body: {
      from: { name: 'Lumen', address: 'lumen@mail.encore.example' },
      replyTo: null,
      dailyLimit: held.owner === 'own' ? null : 200,
      usedToday: 12,
      domain: null,
      canAuthenticate: true,
    },
  }));
});

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const open = async (): Promise<void> => {
  await renderApp('/settings/account');
  await screen.findByLabelText('SendGrid API key');
};

describe('the mail account', () => {
  it('says whose it is and how much of the shared domain is used', async () => {
    await open();

    expect(screen.getByText(/through the account of whoever runs Encore/)).toBeTruthy();
    expect(await screen.findByText('12 of 200 emails')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Remove this key' })).toBeNull();
  });

  it('is changed by a key, which is sent once and is nowhere afterwards', async () => {
    await open();
    type('SendGrid API key', ` ${apiKey} `);
    pressBar('Save');

    expect(await screen.findByText('k'.repeat(22))).toBeTruthy();
    expect(saved).toEqual([{ apiKey, webhookKey: null }]);
    expect(screen.getByLabelText('SendGrid API key')).toHaveProperty('value', '');
    expect(screen.getByLabelText('SendGrid API key')).toHaveProperty('type', 'password');
    expect(localStorage.length).toBe(0);
  });

  it('keeps the verification key unless another is entered', async () => {
    held = own;
    await open();
    type('SendGrid API key', apiKey);
    pressBar('Save');
    await waitFor(() => {
      expect(saved).toEqual([{ apiKey }]);
    });

    type('SendGrid API key', apiKey);
    type('Verification key of the event webhook', 'new');
    type('Verification key', ' MFkw ');
    pressBar('Save');

    await waitFor(() => {
      expect(saved[1]).toEqual({ apiKey, webhookKey: 'MFkw' });
    });
  });

  it('is not asked of SendGrid with what can be no key', async () => {
    await open();
    type('SendGrid API key', 'hunter2');
    type('Verification key of the event webhook', 'new');
    pressBar('Save');

    expect(await screen.findByText('A SendGrid key begins with SG. and has three parts.')).toBeTruthy();
    expect(screen.getByText('Enter the key that SendGrid shows.')).toBeTruthy();
    expect(saved).toEqual([]);
  });

  it.each([
    [422, 'mail_key_refused', 'SendGrid refused the key. Nothing has changed.'],
    [502, 'provider_call_failed', /SendGrid didn't answer/],
    [500, 'internal_error', /That couldn't be saved/],
  ])('that is not taken stays as it was: %d %s', async (status, code, words) => {
    await open();
    api.on('/sending/account', (_url, { method }) =>
      method === 'POST' ? failsWith(status, code) : { body: held },
    );
    type('SendGrid API key', apiKey);
    pressBar('Save');

    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByLabelText('SendGrid API key')).toHaveProperty('value', apiKey);
  });

  it('is removed after a question', async () => {
    held = own;
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Remove this key' }));
    const asked = screen.getByRole('group', { name: /Mail leaves as it did before/ });
    fireEvent.click(within(asked).getByRole('button', { name: 'Remove' }));

    expect(await screen.findByText(/through the account of whoever runs Encore/)).toBeTruthy();
  });

  it('whose key SendGrid refuses says since when', async () => {
    held = { ...own, refusedAt: '2026-05-31T10:00:00.000Z' };
    await open();

    expect(screen.getByText(/SendGrid has refused the key since .*Mail waits/)).toBeTruthy();
  });

  it('can’t be changed where no mail leaves the house', async () => {
    held = { ...operator, canChange: false };
    await renderApp('/settings/account');

    expect(await screen.findByText(/it goes to the outbox/)).toBeTruthy();
    expect(screen.queryByLabelText('SendGrid API key')).toBeNull();
  });

  it('can’t be loaded: that is said', async () => {
    api.on('/sending/account', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/account');

    expect(await screen.findByText("Couldn't load the mail account.")).toBeTruthy();
  });
});

describe('a key', () => {
  it.each([
    [apiKey, true],
    [` ${apiKey}\n`, true],
    ['', false],
    ['SG.short.short', false],
    [apiKey.replace('SG.', 'sg.'), false],
    [`${apiKey}\r\nX: y`, false],
  ])('of the form %j may be one: %s', (text, possible) => {
    expect(isApiKey(text)).toBe(possible);
  });

  it('goes out trimmed, with what was chosen for the webhook', () => {
    fc.assert(
      fc.property(fc.constantFrom(...webhookChoices), fc.boolean(), (webhook, verified) => {
        const values = { ...blankAccount(verified), apiKey: ` ${apiKey}`, webhook, webhookKey: ' MFkw' };
        expect(wrongIn(values)).toEqual([]);
        expect(accountOf(values)).toEqual({
          apiKey,
          ...(webhook === 'new' && { webhookKey: 'MFkw' }),
          ...(webhook === 'none' && { webhookKey: null }),
        });
      }),
    );
  });
});
