import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { cartProgram } from '../../testing/a-flow.ts';
import { createEditorApi, editable, openEditor, press, shownSteps } from '../../testing/editor-harness.tsx';
import type { EditorApi } from '../../testing/editor-harness.tsx';
import { pressBar } from '../../testing/press-bar.ts';

let api: EditorApi;

const ours = {
  key: 'ours',
  title: 'Our reminder',
  flow: 'abandoned-checkout',
  published: 3,
  rev: 9,
  updatedAt: '2026-06-01T09:00:00.000Z',
  hasDraft: false,
};
const thanks = {
  id: 'thanks',
  title: '10 % to say thanks',
  terms: {},
  currency: 'EUR',
  validDays: 7,
  several: false,
  status: 'active',
  rev: 1,
  createdAt: '2026-06-01T09:00:00.000Z',
  updatedAt: '2026-06-01T09:00:00.000Z',
  discount: null,
  pool: { free: 3, making: 0 },
};

const sending = (args: StepData['args']): void => {
  const steps = [...cartProgram.steps.slice(0, 1), { id: 'checkout-1', key: 'send-email', args }];
  const program = { ...cartProgram, steps };
  const draft = { program, base: 4, rev: 3, savedAt: '2026-06-01T09:00:00.000Z', savedBy: '7' };
  api.on('/flows/cart/draft', (_url, { method, body }) => {
    if (method !== 'GET') saved.push(body);
    return { body: { ...editable, templates: ['checkout-1', 'ours'], draft } };
  });
};
let saved: string[] = [];

beforeEach(() => {
  cleanup();
  localStorage.clear();
  saved = [];
  api = createEditorApi();
  api.on('/own-templates', () => ({ body: { templates: [ours] } }));
  api.on('/offers', () => ({ body: { offers: [thanks, { ...thanks, id: 'old', status: 'retired' }] } }));
});

const openStep = async (name: RegExp): Promise<void> => {
  await openEditor();
  fireEvent.click(await screen.findByRole('button', { name }));
};

const afterSaving = async (): Promise<string> => {
  pressBar('Save');
  await waitFor(() => {
    expect(saved).toHaveLength(1);
  });
  return saved[0] ?? '';
};

describe('the email of a step', () => {
  it('is chosen by the name that the merchant gave it, with the version that is published', async () => {
    sending({ template: 'checkout-1' });
    await openStep(/^Email: Checkout reminder, first/);

    const field = await screen.findByLabelText('Email');
    await screen.findByRole('option', { name: 'Our reminder (yours, version 3)' });
    fireEvent.change(field, { target: { value: 'ours' } });

    expect(shownSteps()[1]).toBe('Email: Our reminder, version 3');
    expect(screen.getByText('Sends version 3.')).toBeTruthy();
    expect(await afterSaving()).toContain('"args":{"template":"ours","templateVersion":3}');
  });

  it('stays at its version when another is published, and offers the newer one', async () => {
    sending({ template: 'ours', templateVersion: 2 });
    await openStep(/^Email: Our reminder, version 2/);

    await screen.findByText('Sends version 2. Version 3 is published since.');
    press('Send version 3');

    expect(screen.queryByText(/published since/)).toBeNull();
    expect(await afterSaving()).toContain('"templateVersion":3');
  });

  it('that comes with Encore has no version', async () => {
    sending({ template: 'ours', templateVersion: 2 });
    await openStep(/^Email: Our reminder/);

    fireEvent.change(await screen.findByLabelText('Email'), { target: { value: 'checkout-1' } });

    expect(screen.queryByText(/^Sends version/)).toBeNull();
    expect(await afterSaving()).toContain('"args":{"template":"checkout-1"}');
  });
});

describe('the offer of an email', () => {
  it('is chosen at the step, with what happens while there is no code', async () => {
    sending({ template: 'checkout-1' });
    await openStep(/^Email: Checkout reminder/);

    await screen.findByRole('option', { name: '10 % to say thanks' });
    expect(screen.queryByLabelText('While there is no code for it')).toBeNull();
    fireEvent.change(screen.getByLabelText('Offer in this email'), { target: { value: 'thanks' } });
    fireEvent.change(screen.getByLabelText('While there is no code for it'), { target: { value: 'skip' } });

    expect(await afterSaving()).toContain('"offer":"thanks","whenNoCode":"skip"');
  });

  it('that is retired is still named, and goes with what was said of it', async () => {
    sending({ template: 'checkout-1', offer: 'old', whenNoCode: 'without' });
    await openStep(/^Email: Checkout reminder/);

    await screen.findByRole('option', { name: 'old (no longer there)' });
    fireEvent.change(screen.getByLabelText('Offer in this email'), { target: { value: '' } });

    expect(await afterSaving()).toContain('"args":{"template":"checkout-1"}');
  });
});
