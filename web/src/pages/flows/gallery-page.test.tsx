import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { PresetView } from '../../../../server/insights/figures/flow-rows.contract.ts';
import { cartFlow } from '../../testing/a-flow.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const preset = (changes: Partial<PresetView> = {}): PresetView => ({
  key: 'abandoned-checkout',
  title: 'Cart reminder',
  summary: 'Reminds people of what they left.',
  steps: [
    { kind: 'wait', id: 'w1', duration: 'PT30M', from: 'entry' },
    { kind: 'email', id: 'e1' },
    { kind: 'wait', id: 'w2', duration: 'PT30H', from: 'entry' },
    { kind: 'email', id: 'e2' },
  ],
  started: null,
  live: false,
  ...changes,
});

let api: FakeApi;
beforeEach(() => {
  api = createFakeApi();
});

const show = async (...presets: readonly PresetView[]): Promise<void> => {
  api.on('/presets', () => ({ body: { presets } }));
  await renderApp('/flows/new');
  await screen.findByRole('heading', { level: 1, name: 'Create flow' });
};

describe('the gallery', () => {
  it('draws the steps of each flow in words, with a plain sentence', async () => {
    await show(preset());

    const trail = await screen.findByRole('list', { name: 'Steps of Cart reminder' });

    expect(
      within(trail)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Wait 30 minutes', 'Email 1', 'Wait until 30 hours after the start', 'Email 2']);
    expect(screen.getByText('Reminds people of what they left.')).toBeTruthy();
  });

  it('makes a draft of it and opens that', async () => {
    let asked = '';
    api.on('/flows', (_url, { body }) => {
      asked = body;
      return { body: { ...cartFlow, id: 'mine', status: 'draft' } };
    });
    api.on('/presets', () => ({ body: { presets: [preset()] } }));
    const { where } = await renderApp('/flows/new');
    fireEvent.click(await screen.findByRole('button', { name: 'Use this flow' }));

    await waitFor(() => {
      expect(where()).toBe('/flows/mine/edit');
    });
    expect(asked).toBe(JSON.stringify({ preset: 'abandoned-checkout' }));
  });

  it('opens what the shop has begun already', async () => {
    await show(preset({ started: 'abandoned-checkout' }));

    expect((await screen.findByRole('link', { name: 'Open' })).getAttribute('href')).toBe(
      '/flows/abandoned-checkout/edit',
    );
  });

  it('says that one is live, and makes another one', async () => {
    await show(preset({ live: true }));

    expect(await screen.findByText('Live')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Make another one' })).toBeTruthy();
  });

  it.each([
    [422, 'program_invalid', /needs something your store doesn't have yet/],
    [503, 'database_unreachable', /Couldn't make this flow/],
  ])('stays and says why where it could not be made: %s %s', async (status, code, words) => {
    await show(preset());
    api.on('/flows', () => failsWith(status, code));
    fireEvent.click(await screen.findByRole('button', { name: 'Use this flow' }));

    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('shows skeletons while it loads, and loads again on Retry', async () => {
    api.on('/presets', () => failsWith(500, 'internal_error'));
    await renderApp('/flows/new');
    await screen.findByText("Couldn't load the flows to choose from.");
    api.on('/presets', () => ({ body: { presets: [preset()] } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('Cart reminder')).toBeTruthy();
  });
});
