import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { SendingView } from '../../../../server/mail/sending/sending.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const shared: SendingView = {
  from: { name: 'Lumen', address: 'lumen@shared.example' },
  replyTo: null,
  dailyLimit: 500,
  usedToday: 12,
  domain: null,
  canAuthenticate: true,
};

const record = { host: 'em1.lumen.example', type: 'CNAME', value: 'u1.mail.example', valid: false };
const pending: SendingView = {
  ...shared,
  domain: {
    address: 'hello@lumen.example',
    name: 'lumen.example',
    state: 'pending',
    records: [record, { ...record, host: 's1._domainkey.lumen.example', valid: true }],
    problem: null,
    checkedAt: '2026-06-01T09:58:00.000Z',
    nextCheckAt: '2026-06-01T10:20:00.000Z',
  },
};

let api: FakeApi;

beforeEach(() => {
  cleanup();
  api = createFakeApi();
  api.on('/settings', () => ({
    body: { rev: 0, sender: { name: 'Lumen', replyTo: null }, consentPolicy: { countries: {} } },
  }));
  api.on('/sending/health', () => failsWith(500, 'internal_error'));
});

const open = async (sending: SendingView): Promise<void> => {
  api.on('/sending', () => ({ body: sending }));
  await renderApp('/settings/sender');
  await screen.findByText('Mail leaves as Lumen <lumen@shared.example>.');
};

describe('the sending domain', () => {
  it('says from where mail leaves, and how much of a shared domain is used', async () => {
    await open(shared);

    expect(screen.getByText('Shared domain: 12 of 500 emails used today.')).toBeTruthy();
  });

  it('is begun with an address, and asks nothing of the server while it is none', async () => {
    const asked: string[] = [];
    api.on('/sending/domain', (_url, { body }) => {
      asked.push(body);
      return { body: pending };
    });
    await open(shared);
    const field = screen.getByLabelText('Address of your own domain');

    fireEvent.change(field, { target: { value: 'lumen' } });
    fireEvent.click(screen.getByRole('button', { name: 'Prove this domain' }));
    expect(asked).toEqual([]);
    fireEvent.change(field, { target: { value: 'hello@lumen.example' } });
    fireEvent.click(screen.getByRole('button', { name: 'Prove this domain' }));

    expect(await screen.findByText(/Add these records where lumen.example is managed/)).toBeTruthy();
    expect(asked).toEqual(['{"address":"hello@lumen.example"}']);
  });

  it('shows each record with its parts to copy and whether it was seen', async () => {
    await open(pending);

    const [, first, second] = within(screen.getByRole('table')).getAllByRole('row');

    expect(first?.textContent).toMatch(/^CNAMEem1\.lumen\.exampleu1\.mail\.example.*Not found$/);
    expect(second?.textContent).toContain('Found');
    expect(screen.getAllByRole('button', { name: 'Copy Value' })).toHaveLength(2);
  });

  it('copies a value', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => void copied.push(text) },
      configurable: true,
    });
    await open(pending);

    fireEvent.click(screen.getAllByRole('button', { name: 'Copy Name' })[0] ?? document.body);

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toEqual(['Copied']);
    });
    expect(copied).toEqual(['em1.lumen.example']);
  });

  it('is looked up again on request', async () => {
    api.on('/sending/domain/check', () => ({
      body: { ...pending, domain: pending.domain && { ...pending.domain, state: 'verified' } },
    }));
    await open(pending);

    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));

    expect(await screen.findByText('Mail leaves from lumen.example.')).toBeTruthy();
    expect(screen.getByText(/^Last checked: 2 minutes ago/)).toBeTruthy();
  });

  it('is given up only when asked twice', async () => {
    api.on('/sending/domain/remove', () => ({ body: shared }));
    await open(pending);

    fireEvent.click(screen.getByRole('button', { name: 'Give up this domain' }));
    expect(api.asked).not.toContain('POST /api/sending/domain/remove');
    fireEvent.click(screen.getByRole('button', { name: 'Give it up' }));

    expect(await screen.findByLabelText('Address of your own domain')).toBeTruthy();
  });

  it.each([
    ['request_invalid', 'It has to be an address of a domain that is yours.'],
    ['provider_call_failed', "The mail service didn't answer. Try again in a moment."],
    ['something_new', "That didn't work. Nothing has changed."],
  ])('says of %s what it means', async (code, words) => {
    api.on('/sending/domain/check', () => failsWith(400, code));
    await open(pending);

    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));

    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says so where none can be proved', async () => {
    await open({ ...shared, canAuthenticate: false });

    expect(screen.getByText("The mail service in use here can't prove a domain of your own.")).toBeTruthy();
  });
});

describe('whether mail arrives', () => {
  it('is told finding by finding, with what to do', async () => {
    api.on('/sending/health', () => ({
      body: {
        domain: 'lumen.example',
        findings: [
          { key: 'spf', level: 'ok', says: 'SPF is fine.', todo: null },
          { key: 'dmarc', level: 'fail', says: 'No DMARC.', todo: 'Add one.' },
        ],
      },
    }));
    await open(shared);

    expect(await screen.findByText('Looked up for lumen.example')).toBeTruthy();
    const findings = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(findings.find((words) => words.startsWith('SPF'))).toMatch(/Good.*SPF is fine\.$/);
    expect(findings.find((words) => words.startsWith('DMARC'))).toMatch(/To be fixed.*Add one\.$/);
  });

  it('leaves the rest of the page alone when it cannot be looked up', async () => {
    await open(shared);

    expect(await screen.findByText("Couldn't look it up.")).toBeTruthy();
    expect(screen.getByLabelText('Sender name')).toBeTruthy();
  });
});
