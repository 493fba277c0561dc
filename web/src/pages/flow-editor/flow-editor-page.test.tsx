import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { createEditorApi, inspection, openEditor, press, shownSteps } from '../../testing/editor-harness.tsx';
import type { EditorApi } from '../../testing/editor-harness.tsx';

let api: EditorApi;

beforeEach(() => {
  cleanup();
  localStorage.clear();
  api = createEditorApi();
});

describe('changing a flow', () => {
  it('changes the timing of a step beside it, and what is there at once', async () => {
    await openEditor();

    press('Wait until 30 minutes after the start');
    fireEvent.change(screen.getByLabelText('How long'), { target: { value: '45' } });

    expect(shownSteps()).toEqual([
      'Wait until 45 minutes after the start',
      'Email: Checkout reminder, first',
    ]);
    expect(screen.getByText('Draft')).toBeTruthy();
  });

  it('adds a step where the + stands, opens it, and takes it back', async () => {
    await openEditor();

    fireEvent.click(screen.getAllByRole('button', { name: /^Add a step/ })[2] ?? document.body);
    press(/^Wait For a time/);
    expect(shownSteps()).toEqual([
      'Wait until 30 minutes after the start',
      'Email: Checkout reminder, first',
      'Wait 1 day',
    ]);
    expect(screen.getByRole('heading', { name: 'Wait' })).toBeTruthy();
    press('Undo');

    expect(shownSteps()).toHaveLength(2);
  });

  it('gives a branch its two ways, with a place for steps in each', async () => {
    await openEditor();

    fireEvent.click(screen.getAllByRole('button', { name: /^Add a step/ })[0] ?? document.body);
    press(/^Branch /);

    expect(screen.getByRole('button', { name: 'Add a step to Yes' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText('What'), { target: { value: 'countryCode' } });
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: 'DE' } });
    expect(screen.getByText('Whoever is in DE.')).toBeTruthy();
  });

  it('removes without asking and offers to take it back', async () => {
    await openEditor();

    press('Email: Checkout reminder, first');
    press('Remove');
    expect(shownSteps()).toHaveLength(1);
    act(() => api.toasts.at(-1)?.undo?.());

    await waitFor(() => {
      expect(shownSteps()).toHaveLength(2);
    });
  });

  it('moves a step by its buttons and by the keyboard', async () => {
    await openEditor();

    press('Email: Checkout reminder, first');
    press('Move up');
    expect(shownSteps()[0]).toBe('Email: Checkout reminder, first');
    const step = document.querySelector<HTMLElement>('#step-checkout-1');
    act(() => step?.focus());
    fireEvent.keyDown(step ?? document.body, { key: 'ArrowDown', altKey: true });

    expect(shownSteps()[1]).toBe('Email: Checkout reminder, first');
  });

  it('undoes and redoes by the keyboard, but never while somebody types', async () => {
    await openEditor();
    press('Wait until 30 minutes after the start');
    const field = screen.getByLabelText('How long');
    fireEvent.change(field, { target: { value: '45' } });

    fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
    expect(shownSteps()[0]).toContain('45');
    fireEvent.keyDown(document.body, { key: 'Z', metaKey: true });
    expect(shownSteps()[0]).toContain('30');
    fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });

    expect(shownSteps()[0]).toContain('45');
  });
});

describe('problems', () => {
  it('stand at their step, are counted, and hold Publish back', async () => {
    api.on('/flow-programs/inspect', () => ({
      body: { ...inspection, line: [], problems: { 'steps.1.args.template': 'there is no such template' } },
    }));
    await openEditor();
    press('Wait until 30 minutes after the start');
    fireEvent.change(screen.getByLabelText('How long'), { target: { value: '45' } });

    const count = await screen.findByRole('button', { name: '1 problem' });

    expect(screen.getByRole('button', { name: /Checkout reminder, first.*1 problem/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(count);
    press('Email: Checkout reminder, first: there is no such template');
    expect(screen.getByText('there is no such template')).toBeTruthy();
  });
});

describe('the date line', () => {
  it('shows when each email leaves and which rule moves it', async () => {
    await openEditor();

    const row = (await screen.findByText(/by quiet hours$/)).closest('li');

    expect(row?.textContent?.replaceAll('\u202f', ' ')).toBe(
      'Mon, Jun 1, 10:10 PMEmail: Checkout reminder, firstMoved to Tue, Jun 2, 8:00 AM by quiet hours',
    );
  });

  it('is reckoned for another start on demand', async () => {
    await openEditor();

    fireEvent.change(screen.getByLabelText('If it starts'), { target: { value: '2026-06-05T17:10' } });

    await waitFor(() => {
      expect(api.posted.get('inspect')).toContain('"startAt":"2026-06-05T');
    });
  });
});
