import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { cartProgram } from '../../testing/a-flow.ts';
import {
  createEditorApi,
  editable,
  inspection,
  openEditor,
  press,
  shownSteps,
} from '../../testing/editor-harness.tsx';
import type { EditorApi } from '../../testing/editor-harness.tsx';

let api: EditorApi;

beforeEach(() => {
  cleanup();
  localStorage.clear();
  api = createEditorApi();
});

const onStep = (id: string): HTMLElement => {
  const step = document.querySelector<HTMLElement>(`#step-${id}`);
  if (step === null) throw new TypeError(`no step ${id}`);
  act(() => {
    step.focus();
  });
  return step;
};

const key = (name: string, held: { ctrlKey?: boolean; altKey?: boolean } = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...held });
};

const first = 'Wait until 30 minutes after the start';
const second = 'Email: Checkout reminder, first';

describe('the keyboard alone', () => {
  it('adds a step: N opens the choice at its first kind, Escape leads back to the +', async () => {
    await openEditor();
    onStep('wait-1');

    key('n');
    expect(document.activeElement?.textContent).toMatch(/^Wait/);
    key('Escape');
    expect(document.activeElement?.className).toBe('enc-plus');
    onStep('wait-1');
    key('n');
    fireEvent.click(document.activeElement ?? document.body);

    expect(shownSteps()).toEqual([first, 'Wait 1 day', second]);
    expect(document.activeElement?.closest('[data-region="step"]')).toBeTruthy();
  });

  it('leads from the fields of a step back to it', async () => {
    await openEditor();
    press(first);
    act(() => {
      screen.getByLabelText('How long').focus();
    });

    key('Escape');

    expect(document.activeElement?.id).toBe('step-wait-1');
  });

  it('copies, cuts and doubles; what was cut is also in the menu of each +', async () => {
    await openEditor();
    onStep('wait-1');
    key('d', { ctrlKey: true });
    expect(shownSteps()).toEqual([first, first, second]);
    onStep('checkout-1');
    key('x', { ctrlKey: true });
    expect(shownSteps()).toEqual([first, first]);

    onStep('wait-1');
    key('v', { ctrlKey: true });
    expect(shownSteps()).toEqual([first, second, first]);
    fireEvent.click(screen.getAllByRole('button', { name: /^Add a step/ })[0] ?? document.body);
    press(/^Put down: Email: Checkout reminder, first/);

    expect(shownSteps()).toEqual([second, first, second, first]);
    const ids = [...document.querySelectorAll('.enc-step')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('puts nothing down where nothing was copied', async () => {
    await openEditor();
    onStep('wait-1');

    key('v', { ctrlKey: true });

    expect(shownSteps()).toHaveLength(2);
  });

  it('goes from the steps to what is beside them, and tells what it does', async () => {
    await openEditor();
    press(first);
    onStep('wait-1');

    key('F6');
    expect(document.activeElement?.closest('[data-region="step"]')).toBeTruthy();
    key('F6');
    expect(document.activeElement?.closest('[data-region="line"]')).toBeTruthy();
    key('F6');
    expect(document.activeElement?.id).toBe('step-wait-1');
    key('?');

    await waitFor(() => {
      expect(document.querySelector('details.enc-keys')?.hasAttribute('open')).toBe(true);
    });
  });

  it('finds a step in a flow that is long', async () => {
    const steps = Array.from({ length: 60 }, (_none, n) => ({
      id: `wait-${n + 1}`,
      key: 'wait',
      args: { for: n === 0 ? 'PT30M' : `PT${n + 30}M`, from: 'entry' },
    }));
    api.on('/flows/cart/draft', () => ({
      body: { ...editable, current: { version: 4, program: { ...cartProgram, steps } } },
    }));
    await openEditor();
    onStep('wait-1');

    key('/');
    fireEvent.change(screen.getByLabelText('Find a step'), { target: { value: ' 77 MIN' } });
    expect(screen.getByText('1 step found')).toBeTruthy();
    fireEvent.click(
      screen.getAllByRole('button', { name: 'Wait until 77 minutes after the start' })[0] ?? document.body,
    );

    expect(document.activeElement?.id).toBe('step-wait-48');
  });
});

describe('a step that was just added', () => {
  const lacking = { ...inspection, line: [], problems: { 'steps.0.args.template': 'is no template' } };

  const addEmail = async (): Promise<void> => {
    api.on('/flow-programs/inspect', (_url, { body }) => ({
      body: body.includes('"template":""') ? lacking : inspection,
    }));
    await openEditor();
    fireEvent.click(screen.getAllByRole('button', { name: /^Add a step/ })[0] ?? document.body);
    press(/^Send an email/);
    await waitFor(() => {
      expect(screen.getByText('Reckoned anew once the problems are solved.')).toBeTruthy();
    });
  };

  it('is no fault before somebody has left it', async () => {
    await addEmail();

    expect(screen.queryByText(/1 problem/)).toBeNull();
    press(first);

    expect(screen.getByRole('button', { name: /^Choose an email.*1 problem/ })).toBeTruthy();
  });

  it('is one once Publish was pressed, which leads to it and publishes nothing', async () => {
    await addEmail();

    press('Publish');

    expect(screen.getByRole('button', { name: /^Choose an email.*1 problem/ })).toBeTruthy();
    expect(screen.getByText('The step needs an email.')).toBeTruthy();
    expect(screen.queryByText('Publish version 5')).toBeNull();
    expect(screen.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');
  });
});
