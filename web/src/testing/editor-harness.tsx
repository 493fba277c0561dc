import { fireEvent, screen } from '@testing-library/react';
import type { EditableFlowView, FlowInspectionView } from '../../../server/flows/drafts/draft.contract.ts';
import { cartFlow, cartProgram } from './a-flow.ts';
import { createFakeApi } from './fake-api.ts';
import type { FakeApi } from './fake-api.ts';
import { renderApp } from './render-app.tsx';

export const editable: EditableFlowView = {
  draft: null,
  current: { version: 4, program: cartProgram },
  templates: ['checkout-1', 'checkout-2'],
};

export const inspection: FlowInspectionView = {
  problems: {},
  line: [
    { step: 'wait-1', does: 'wait', at: '2026-06-01T16:40:00.000Z', heldUntil: null },
    {
      step: 'checkout-1',
      does: 'send-email',
      at: '2026-06-01T22:10:00.000Z',
      heldUntil: '2026-06-02T08:00:00.000Z',
    },
  ],
  startAt: '2026-06-01T16:10:00.000Z',
  zone: 'UTC',
  open: false,
};

export interface EditorApi extends FakeApi {
  /** The last body posted to `draft`, `versions` and `inspect`. */
  readonly posted: ReadonlyMap<string, string>;
}

/** The server as the flow editor sees it: one cart flow, live in version 4. */
export const createEditorApi = (): EditorApi => {
  const posted = new Map<string, string>();
  const api = createFakeApi();
  const saved = { program: {}, base: 4, rev: 1, savedAt: '2026-06-01T09:00:00.000Z', savedBy: null };
  api.on('/flows/cart', () => ({ body: cartFlow }));
  api.on('/flows/cart/draft', (_url, { method, body }) => {
    if (method === 'GET') return { body: editable };
    posted.set('draft', body);
    return { body: { ...editable, draft: saved } };
  });
  api.on('/flows/cart/draft/discard', () => ({ body: editable }));
  api.on('/flows/cart/versions', (_url, { method, body }) => {
    if (method === 'GET') return { body: { versions: [] } };
    posted.set('versions', body);
    return { body: { ...cartFlow, version: 5, rev: 8 } };
  });
  api.on('/flow-programs/inspect', (_url, { body }) => {
    posted.set('inspect', body);
    return { body: inspection };
  });
  return { ...api, posted };
};

export const openEditor = async (): Promise<{ readonly where: () => string }> => {
  const app = await renderApp('/flows/cart/edit');
  await screen.findByRole('button', { name: 'Wait until 30 minutes after the start' });
  return app;
};

export const press = (name: string | RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

export const shownSteps = (): readonly (string | null)[] =>
  [...document.querySelectorAll('.enc-step')].map(({ textContent }) => textContent);
