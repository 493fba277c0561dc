import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { cartFlow, cartProgram } from '../../testing/a-flow.ts';
import { createEditorApi, editable, openEditor, press, shownSteps } from '../../testing/editor-harness.tsx';
import type { EditorApi } from '../../testing/editor-harness.tsx';
import { failsWith } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

let api: EditorApi;

beforeEach(() => {
  cleanup();
  localStorage.clear();
  api = createEditorApi();
});

describe('saving and publishing', () => {
  const change = async (): Promise<{ readonly where: () => string }> => {
    const app = await openEditor();
    press('Wait until 30 minutes after the start');
    fireEvent.change(screen.getByLabelText('How long'), { target: { value: '45' } });
    return app;
  };

  it('saves a draft from the save bar', async () => {
    await change();

    pressBar('Save');

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toContain('Draft saved. Publish it to use it.');
    });
    expect(api.posted.get('draft')).toContain('"rev":0,"base":4');
    expect(api.posted.get('draft')).toContain('PT45M');
  });

  it('throws changes away from the save bar', async () => {
    await change();

    pressBar('Discard');

    expect(shownSteps()[0]).toBe('Wait until 30 minutes after the start');
  });

  it('says what would change and for whom, and publishes that', async () => {
    await change();
    press('Publish');

    const panel = await screen.findByText('Publish version 5');
    expect(panel).toBeTruthy();
    expect(
      screen.getByText('Wait until 30 minutes after the start → Wait until 45 minutes after the start'),
    ).toBeTruthy();
    expect(screen.getByText(/38 people are waiting\. They finish on version 4/)).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: 'Publish' });
    fireEvent.click(buttons.at(-1) ?? document.body);

    await waitFor(() => {
      expect(api.toasts.map(({ words }) => words)).toContain(
        'Version 5 is live for everybody who enters from now on',
      );
    });
    expect(api.posted.get('versions')).toContain('"rev":7');
    expect(screen.queryByText('Draft')).toBeNull();
  });

  it('says afterwards who would move to the new version, before anybody does', async () => {
    const because = [{ reason: 'step_gone', step: 'wait-1', count: 2 }];
    const preview = { moves: 36, there: 0, stays: 2, because, people: [], nextCursor: null };
    const asked: string[] = [];
    api.on('/flows/cart/move/preview', (_url, { body }) => {
      asked.push(body);
      return { body: preview };
    });
    await change();
    api.on('/flows/cart', () => ({ body: { ...cartFlow, version: 5, rev: 8 } }));
    press('Publish');
    await screen.findByText('Publish version 5');
    fireEvent.click(screen.getAllByRole('button', { name: 'Publish' }).at(-1) ?? document.body);

    await screen.findByText('36 people would move to version 5.');
    expect(screen.getByText(/^2 people stay: /)).toBeTruthy();
    expect(asked).toContain('{"to":5}');
    press('Leave them there');
    expect(screen.queryByText(/would move/)).toBeNull();
  });

  const theirs = { ...cartProgram, steps: cartProgram.steps.slice(0, 1) };
  const theirDraft = { program: theirs, base: 4, rev: 6, savedAt: '2026-06-01T09:00:00.000Z', savedBy: '8' };

  /** They saved first: what is saved without having seen that is refused. */
  const othersWereFaster = (): string[] => {
    const saved: string[] = [];
    api.on('/flows/cart/draft', (_url, { method, body }) => {
      if (method === 'GET') return { body: { ...editable, draft: theirDraft } };
      saved.push(body);
      return body.includes('"rev":6')
        ? { body: { ...editable, draft: { ...theirDraft, rev: 7 } } }
        : failsWith(409, 'version_conflict');
    });
    return saved;
  };

  it('shows both and overwrites nothing when somebody else was faster; mine is saved over theirs once that was chosen', async () => {
    await change();
    const saved = othersWereFaster();

    pressBar('Save');

    await screen.findByText('Someone else changed this while you were editing.');
    expect(await screen.findByText('New: Email: Checkout reminder, first')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');
    press('Go on with mine');
    expect(screen.queryByText(/^Someone else/)).toBeNull();
    pressBar('Save');

    await waitFor(() => {
      expect(saved).toHaveLength(2);
    });
    expect(saved[1]).toContain('PT45M');
  });

  it('goes on with what somebody else made where that was chosen', async () => {
    await change();
    othersWereFaster();

    pressBar('Save');
    fireEvent.click(await screen.findByRole('button', { name: 'Use theirs' }));

    expect(shownSteps()).toEqual(['Wait until 30 minutes after the start']);
    expect(screen.queryByText(/^Someone else/)).toBeNull();
  });

  it('says so when the session has ended, and what was written stays', async () => {
    await change();
    api.on('/flows/cart/draft', () => failsWith(401, 'session_token_invalid'));

    pressBar('Save');

    await screen.findByText(/^Your session ended\. .* kept on this device\.$/);
    expect(screen.getByRole('button', { name: 'Reload' })).toBeTruthy();
    expect(shownSteps()[0]).toContain('45');
  });

  it('is not left by accident', async () => {
    const { where } = await change();

    fireEvent.click(screen.getByRole('link', { name: /Cart reminder/ }));

    await waitFor(() => {
      expect(api.asks).toEqual(['flow-editor']);
    });
    expect(where()).toBe('/flows/cart/edit');
    pressBar('Discard');
    await waitFor(() => {
      expect(where()).toBe('/flows/cart');
    });
  });

  it('offers back what was not saved when the page closed', async () => {
    const before = { ...cartProgram, steps: cartProgram.steps.slice(0, 1) };
    localStorage.setItem(
      'encore:flow:lumen.myshopify.com:cart',
      JSON.stringify({ rev: 0, work: JSON.stringify(before) }),
    );
    await openEditor();

    press('Use them');

    expect(shownSteps()).toEqual(['Wait until 30 minutes after the start']);
  });
});

describe('opening the editor', () => {
  it('goes on with the draft where there is one', async () => {
    const program = { ...cartProgram, steps: cartProgram.steps.slice(0, 1) };
    api.on('/flows/cart/draft', () => ({
      body: {
        ...editable,
        draft: { program, base: 4, rev: 3, savedAt: '2026-06-01T09:00:00.000Z', savedBy: '7' },
      },
    }));

    await openEditor();

    expect(shownSteps()).toHaveLength(1);
    expect(screen.getByText('Draft')).toBeTruthy();
  });

  it('says so when there is no such flow', async () => {
    api.on('/flows/cart/draft', () => failsWith(404, 'not_found'));

    await renderApp('/flows/cart/edit');

    expect(await screen.findByText("This flow doesn't exist anymore.")).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/flows/cart/draft', () => failsWith(500, 'internal_error'));
    await renderApp('/flows/cart/edit');
    const problem = await screen.findByText("Couldn't load this flow.");
    api.on('/flows/cart/draft', () => ({ body: editable }));

    fireEvent.click(within(document.body).getByRole('button', { name: 'Retry' }));

    await screen.findByRole('button', { name: 'Wait until 30 minutes after the start' });
    expect(problem.isConnected).toBe(false);
  });
});
