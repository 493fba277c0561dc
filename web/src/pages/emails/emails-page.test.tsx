import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const parse: (text: string) => unknown = JSON.parse;

let api: FakeApi;
let made: unknown[];
let keys: readonly string[];

beforeEach(() => {
  cleanup();
  made = [];
  keys = ['checkout-1', 'welcome-1', 'brand-new-9'];
  api = createFakeApi();
  api.on('/templates', () => ({
    body: { templates: keys.map((key) => ({ key, language: 'en', template: {} })) },
  }));
  api.on('/own-templates', (_url, { method, body }) => {
    if (method === 'GET') return { body: { templates: [] } };
    made.push(parse(body));
    return failsWith(500, 'internal_error');
  });
});

const open = async (address = '/flows/emails'): Promise<void> => {
  await renderApp(address);
  await screen.findByRole('option', { name: 'Welcome' });
};
const make = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Make it' }));
};

describe('an email of one’s own', () => {
  it('begins as any of those that the server has, also one that we have no words for', async () => {
    await open();

    const options = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(options).toEqual(['Checkout reminder, first', 'Welcome', 'brand-new-9']);
  });

  it('is made of the one that was chosen', async () => {
    await open();
    fireEvent.change(screen.getByLabelText('Begin as'), { target: { value: 'brand-new-9' } });
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Mine' } });
    make();

    await waitFor(() => {
      expect(made).toEqual([{ key: 'mine', title: 'Mine', from: 'brand-new-9' }]);
    });
  });

  it('is made of the one that the address names, under a key that is free', async () => {
    keys = [...keys, 'welcome'];
    await open('/flows/emails?from=welcome-1');
    make();

    await waitFor(() => {
      expect(made).toEqual([{ key: 'welcome-2', title: 'Welcome', from: 'welcome-1' }]);
    });
  });

  it('begins as the first where the address names none that there is', async () => {
    await open('/flows/emails?from=nothing-1');
    make();

    await waitFor(() => {
      expect(made).toMatchObject([{ from: 'checkout-1' }]);
    });
  });

  it('can’t be made before it is known what it can begin as', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/templates', () => promise);
    await renderApp('/flows/emails');
    await screen.findByText('No emails of your own yet');

    make();

    expect(made).toEqual([]);
  });
});
