import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { cartFlow, cartProgram } from '../../testing/a-flow.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

interface Held {
  title: string;
  rev: number;
  version: number;
  program: ProgramData;
  draft: { program: ProgramData; base: number; rev: number } | null;
}

const parse: (text: string) => { rev: number; base: number; program: ProgramData } = JSON.parse;

let api: FakeApi;
let flows: Map<string, Held>;

const serve = (id: string, held: Held): void => {
  api.on(`/flows/${id}/draft`, (_url, { method, body }) => {
    if (method === 'POST') held.draft = parse(body);
    return {
      body: {
        draft: held.draft,
        current: { version: held.version, program: held.program },
        templates: [],
      },
    };
  });
  api.on(`/flows/${id}/versions`, (_url, { body }) => {
    const { rev, program } = parse(body);
    if (rev !== held.rev) return failsWith(409, 'version_conflict');
    Object.assign(held, { program, rev: rev + 1, version: held.version + 1 });
    return { body: { ...cartFlow, id, version: held.version } };
  });
};

beforeEach(() => {
  cleanup();
  api = createFakeApi();
  flows = new Map(
    [
      ['cart', 'Cart reminder', 300] as const,
      ['browse', 'Still looking', 200] as const,
      ['win-back', 'We miss you', 100] as const,
    ].map(([id, title, priority]) => [
      id,
      { title, rev: 1, version: 1, program: { ...cartProgram, priority }, draft: null },
    ]),
  );
  for (const [id, held] of flows) serve(id, held);
  api.on('/flows', () => ({
    body: {
      flows: [...flows].map(([id, { title, rev, version }]) => ({ ...cartFlow, id, title, rev, version })),
    },
  }));
});

const priorities = (): readonly (readonly [string, number])[] =>
  [...flows].map(([id, { program }]) => [id, program.priority]);
const saved = (): Promise<void> =>
  waitFor(() => {
    expect(api.toasts.map(({ words }) => words)).toContain('Saved');
  });
const shown = (): readonly (string | null)[] =>
  screen.getAllByRole('listitem').map(({ textContent }) => textContent);

describe('the order of flows', () => {
  it('is moved by the buttons, says what saving does, and makes versions of those that changed', async () => {
    await renderApp('/settings/order');

    fireEvent.click(await screen.findByRole('button', { name: 'Move Still looking up' }));
    expect(shown()).toEqual(['Still looking', 'Cart reminder', 'We miss you']);
    expect(screen.getByText(/^Saving makes a new version of 2 flows/)).toBeTruthy();
    pressBar('Save');

    await saved();
    expect(priorities()).toEqual([
      ['cart', 200],
      ['browse', 300],
      ['win-back', 100],
    ]);
    expect(flows.get('win-back')?.version).toBe(1);
  });

  it('is moved with the arrow keys, and never past the ends', async () => {
    await renderApp('/settings/order');
    const handle = await screen.findByRole('button', { name: /^Drag Cart reminder/ });

    for (const key of ['ArrowUp', 'ArrowDown', 'Tab', 'ArrowDown', 'ArrowDown'])
      fireEvent.keyDown(screen.getByRole('button', { name: /^Drag Cart reminder/ }), { key });

    expect(handle.isConnected).toBe(true);
    expect(shown()).toEqual(['Still looking', 'We miss you', 'Cart reminder']);
  });

  it('can move neither the first up nor the last down', async () => {
    await renderApp('/settings/order');

    const first = await screen.findByRole('button', { name: 'Move Cart reminder up' });
    const last = screen.getByRole('button', { name: 'Move We miss you down' });

    expect([first, last].map((button) => button.hasAttribute('disabled'))).toEqual([true, true]);
  });

  it('is also that of a draft, so that publishing it takes nothing back', async () => {
    const cart = flows.get('cart');
    if (cart) cart.draft = { program: { ...cart.program, usefulFor: 'PT10H' }, base: 1, rev: 2 };
    await renderApp('/settings/order');

    fireEvent.click(await screen.findByRole('button', { name: 'Move Cart reminder down' }));
    pressBar('Save');

    await saved();
    expect(cart?.draft).toMatchObject({ base: 2, program: { priority: 200, usefulFor: 'PT10H' } });
  });

  it('shows both orders when somebody else changed it, and overwrites nothing', async () => {
    await renderApp('/settings/order');
    fireEvent.click(await screen.findByRole('button', { name: 'Move Still looking up' }));
    const miss = flows.get('win-back');
    if (miss) Object.assign(miss, { rev: 2, program: { ...miss.program, priority: 900 } });

    pressBar('Save');

    await screen.findByRole('table', { name: 'Someone else changed this while you were editing.' });
    expect(screen.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
      'Place 1',
      'Still looking',
      'We miss you',
      'Place 3',
      'We miss you',
      'Still looking',
    ]);
    expect(priorities()).toEqual([
      ['cart', 300],
      ['browse', 200],
      ['win-back', 900],
    ]);
  });

  it('leads to the flows where there are none', async () => {
    api.on('/flows', () => ({ body: { flows: [] } }));
    await renderApp('/settings/order');

    expect((await screen.findByRole('link', { name: 'Flows' })).getAttribute('href')).toBe('/flows');
  });
});

describe('the comparison group', () => {
  it('is set flow by flow', async () => {
    await renderApp('/settings/comparison');

    fireEvent.change(await screen.findByLabelText('Cart reminder (% of people)'), {
      target: { value: '10' },
    });
    expect(screen.getByText(/^Saving makes a new version of 1 flow\./)).toBeTruthy();
    pressBar('Save');

    await saved();
    expect([...flows.values()].map(({ program }) => program.holdout)).toEqual([0.1, 0, 0]);
  });

  it.each(['51', '-1', 'x', '1.5'])('is not taken as %s', async (value) => {
    await renderApp('/settings/comparison');

    fireEvent.change(await screen.findByLabelText('Cart reminder (% of people)'), { target: { value } });

    expect(screen.queryByText(/^Saving makes/)).toBeNull();
  });
});
