import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { OnboardingView } from '../../../../../server/shop/onboarding.contract.ts';
import { cartFlow } from '../../../testing/a-flow.ts';
import { createFakeApi, failsWith } from '../../../testing/fake-api.ts';
import type { FakeApi } from '../../../testing/fake-api.ts';
import { renderApp } from '../../../testing/render-app.tsx';

type State = OnboardingView['steps'][number]['state'];

let api: FakeApi;
let state: { sender: State; look: State; flow: State; dismissed: boolean };
let said: string[];
let changes: string[];

const view = (): OnboardingView => ({
  steps: [
    { step: 'sender', state: state.sender },
    { step: 'look', state: state.look },
    { step: 'flow', state: state.flow },
  ],
  dismissed: state.dismissed,
  firstFlow: state.flow === 'done' ? null : { id: 'cart', rev: 0 },
});

const settings = {
  rev: 3,
  sender: { name: 'Lumen', replyTo: 'hello@lumen.example' },
  frequencyCap: { count: 3, within: 'P7D' },
  quietHours: null,
  consentPolicy: { elsewhere: 'subscribers', countries: {} },
  theme: {
    logoUrl: null,
    color: '#1f3a5f',
    fontFamily: 'Arial, sans-serif',
    headingFontFamily: null,
    backgroundColor: null,
  },
  postalAddress: 'Lumen, Torstraße 12, 10119 Berlin',
  strictCountries: [],
};

beforeEach(() => {
  api = createFakeApi();
  state = { sender: 'open', look: 'open', flow: 'open', dismissed: false };
  said = [];
  changes = [];
  api.on('/attention', () => ({ body: { items: [] } }));
  api.on('/onboarding', (_url, { method, body }) => {
    if (method === 'POST') {
      said.push(body);
      const step = (['sender', 'look', 'flow'] as const).find((name) => body.includes(`"${name}"`));
      if (step !== undefined) state = { ...state, [step]: body.includes('skipped') ? 'skipped' : 'done' };
    }
    return { body: view() };
  });
  api.on('/onboarding/dismiss', () => {
    state = { ...state, dismissed: true };
    return { body: view() };
  });
  api.on('/settings', (_url, { method, body }) => {
    if (method === 'PATCH') changes.push(body);
    return { body: settings };
  });
  api.on('/sending', () => ({ body: { from: { name: 'Lumen', address: 'hello@lumen.example' } } }));
  api.on('/settings/look/preview', () => ({
    body: { subject: 'You left something', page: null, findings: [] },
  }));
  api.on('/flows/cart', () => ({ body: { ...cartFlow, status: 'draft', rev: 0 } }));
  api.on('/flows/cart/publish', () => {
    state = { ...state, flow: 'done' };
    return { body: { ...cartFlow, rev: 1 } };
  });
});

const show = async (): Promise<void> => {
  await renderApp('/');
  await screen.findByRole('heading', { name: 'Get started' });
};
const press = async (name: string): Promise<void> => {
  fireEvent.click(await screen.findByRole('button', { name }));
};

describe('setting up', () => {
  it('comes to a live flow in four presses, with every answer filled in from the shop', async () => {
    await show();
    const address = await screen.findByDisplayValue('Lumen, Torstraße 12, 10119 Berlin');
    expect(address).toBeTruthy();
    await press('Looks right');
    await screen.findAllByDisplayValue('#1f3a5f');
    await press('Looks right');
    await press('Turn on');
    await screen.findByText(/Carts that were left before aren't mailed/);
    await press('Turn on');

    await waitFor(() => {
      expect(screen.queryByRole('heading', { name: 'Get started' })).toBeNull();
    });
    expect(said).toEqual(['sender', 'look'].map((step) => JSON.stringify({ step, answer: 'confirmed' })));
    expect(changes).toEqual([]);
    expect(api.asked).toContain('POST /api/flows/cart/publish');
    expect(api.toasts.map(({ words }) => words)).toEqual(['Cart reminder is on']);
  });

  it('saves what was changed before the step is done', async () => {
    await show();
    fireEvent.change(await screen.findByLabelText('Sender name'), { target: { value: 'Lumen & Oak' } });
    await press('Looks right');

    await screen.findAllByDisplayValue('#1f3a5f');
    expect(changes).toEqual([
      JSON.stringify({
        sender: { name: 'Lumen & Oak', replyTo: 'hello@lumen.example' },
        postalAddress: 'Lumen, Torstraße 12, 10119 Berlin',
        rev: 3,
      }),
    ]);
  });

  it('says what is wrong once somebody went on, and stays', async () => {
    await show();
    const address = await screen.findByLabelText('Postal address');
    fireEvent.change(address, { target: { value: '' } });
    expect(screen.queryByText(/Enter the address of your business/)).toBeNull();
    await press('Looks right');

    expect(await screen.findByText(/Enter the address of your business/)).toBeTruthy();
    expect(said).toEqual([]);
  });

  it('keeps what was typed where it could not be saved', async () => {
    api.on('/settings', (_url, { method }) =>
      method === 'PATCH' ? failsWith(503, 'database_unreachable') : { body: settings },
    );
    await show();
    fireEvent.change(await screen.findByLabelText('Sender name'), { target: { value: 'Oak' } });
    await press('Looks right');

    expect(await screen.findByText("Couldn't save. Try again.")).toBeTruthy();
    expect(screen.getByDisplayValue('Oak')).toBeTruthy();
    expect(said).toEqual([]);
  });

  it('can be skipped step by step, and taken up again', async () => {
    await show();
    await press('Skip');
    await screen.findByText('Skipped');
    expect(screen.getByText('0 of 3 done')).toBeTruthy();

    await press('Sender and address is right');

    expect(await screen.findByText('1 of 3 done')).toBeTruthy();
    expect(said).toEqual(
      ['skipped', 'confirmed'].map((answer) => JSON.stringify({ step: 'sender', answer })),
    );
  });

  it('goes on where it was left', async () => {
    state = { ...state, sender: 'done' };
    await show();

    expect(await screen.findAllByDisplayValue('#1f3a5f')).toBeTruthy();
    expect(screen.getByText('1 of 3 done')).toBeTruthy();
  });

  it('leads to the gallery where there is no flow to begin with', async () => {
    state = { sender: 'done', look: 'done', flow: 'open', dismissed: false };
    api.on('/onboarding', () => ({ body: { ...view(), firstFlow: null } }));
    await show();

    expect((await screen.findByRole('link', { name: 'Choose a flow' })).getAttribute('href')).toBe(
      '/flows/new',
    );
  });

  it('can be hidden, and stays so', async () => {
    await show();
    await press('Hide');

    await waitFor(() => {
      expect(screen.queryByRole('heading', { name: 'Get started' })).toBeNull();
    });
  });
});
