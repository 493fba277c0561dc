import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { createFakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

const open = async (block: object): Promise<readonly unknown[]> => {
  const template = { version: 1, language: 'en', subject: 'Hi', preheader: '', blocks: [block] };
  const view = {
    key: 'mine',
    title: 'Ours',
    flow: 'abandoned-checkout',
    published: 0,
    rev: 3,
    updatedAt: '2026-06-01T09:00:00.000Z',
    draft: { template, savedAt: '2026-06-01T09:00:00.000Z', savedBy: null },
    problems: [],
    versions: [],
    uses: [],
  };
  const saved: unknown[] = [];
  const api = createFakeApi();
  api.on('/own-templates/mine', () => ({ body: view }));
  api.on('/own-templates/mine/draft', (_url, { body }) => {
    saved.push(JSON.parse(body));
    return { body: { ...view, rev: 4 } };
  });
  api.on('/templates/variables', () => ({ body: { variables: [] } }));
  await renderApp('/flows/emails/mine');
  await screen.findByRole('list', { name: 'Blocks' });
  fireEvent.click(document.querySelector('.enc-block-name') ?? document.body);
  return saved;
};

beforeEach(() => {
  cleanup();
  localStorage.clear();
});

interface Fields {
  readonly block: object;
  /** By label. */
  readonly changes: Readonly<Record<string, string>>;
  readonly after: object;
}
type Row = readonly [kind: string, Fields];

const rows: readonly Row[] = [
  [
    'heading',
    {
      block: { kind: 'heading', words: 'Hi' },
      changes: { Size: 'small', Stands: 'center' },
      after: { kind: 'heading', words: 'Hi', size: 'small', align: 'center' },
    },
  ],
  [
    'text',
    {
      block: { kind: 'text', rich: '<p>Hi</p>' },
      changes: { Size: 'small', Stands: 'center' },
      after: { kind: 'text', rich: '<p>Hi</p>', size: 'small', align: 'center' },
    },
  ],
  [
    'picture',
    {
      block: { kind: 'image', url: 'https://', alt: '' },
      changes: {
        'Address of the picture': 'https://a.example/p.png',
        'In words': 'A pot',
        'Width in pixels': '300',
      },
      after: { kind: 'image', url: 'https://a.example/p.png', alt: 'A pot', width: 300 },
    },
  ],
  [
    'button',
    {
      block: { kind: 'button', words: 'Go' },
      changes: { 'Leads to': 'https://a.example' },
      after: { kind: 'button', words: 'Go', href: 'https://a.example' },
    },
  ],
  [
    'product',
    {
      block: { kind: 'product', role: 'left' },
      changes: { 'Which products': 'companions', 'Shown as': 'grid', 'At most': '2' },
      after: { kind: 'product', role: 'companions', layout: 'grid', most: 2 },
    },
  ],
  [
    'space',
    {
      block: { kind: 'spacer', height: 8 },
      changes: { 'Height in pixels': '40' },
      after: { kind: 'spacer', height: 40 },
    },
  ],
];

describe('the fields of a block', () => {
  it.each(rows)('of a %s change it and nothing else', async (_kind, { block, changes, after }) => {
    const saved = await open(block);

    for (const [label, value] of Object.entries(changes))
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    pressBar('Save');

    await waitFor(() => {
      expect(saved).toEqual([{ rev: 3, template: expect.objectContaining({ blocks: [after] }) }]);
    });
  });
});
