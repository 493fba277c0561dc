import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { createFakeApi } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { pressBar } from '../../testing/press-bar.ts';

const template = {
  version: 1,
  language: 'en',
  subject: 'You left {{ product.title }}',
  preheader: '',
  blocks: [
    { kind: 'heading', words: 'Hello {{ customer.firstName | default: "there" }}' },
    { kind: 'cart-lines', total: true },
    { kind: 'button', words: 'Back to my cart' },
  ],
};

const view = {
  key: 'mine',
  title: 'Our reminder',
  flow: 'abandoned-checkout',
  published: 0,
  rev: 3,
  updatedAt: '2026-06-01T09:00:00.000Z',
  draft: { template, savedAt: '2026-06-01T09:00:00.000Z', savedBy: null },
  problems: [],
  versions: [],
  uses: [],
};

const mail = {
  subject: 'You left Cedar Hand Wash',
  html: '',
  text: '',
  language: 'en',
  bytes: 21_400,
  problems: [{ path: 'blocks.2.words', line: 1, column: 1, message: 'says nothing' }],
  page: { url: '/previews/token', until: '2026-06-01T09:10:00.000Z' },
};

let api: FakeApi;
let posted: Map<string, unknown>;

beforeEach(() => {
  cleanup();
  localStorage.clear();
  api = createFakeApi();
  posted = new Map();
  const keep = (name: string, body: string): void => {
    posted.set(name, JSON.parse(body));
  };
  api.on('/own-templates', () => ({ body: { templates: [] } }));
  api.on('/own-templates/mine', () => ({ body: view }));
  api.on('/own-templates/mine/draft', (_url, { body }) => {
    keep('draft', body);
    return { body: { ...view, rev: 4 } };
  });
  api.on('/own-templates/mine/publish', (_url, { body }) => {
    keep('publish', body);
    return {
      body: {
        ...view,
        rev: 5,
        published: 1,
        draft: null,
        versions: [{ version: 1, template, createdAt: view.updatedAt, createdBy: null }],
      },
    };
  });
  api.on('/templates/variables', () => ({
    body: {
      variables: [
        { path: 'customer.firstName', type: 'text' },
        { path: 'cart.total', type: 'text' },
        { path: 'cart.lines', type: 'list of objects' },
      ],
    },
  }));
  api.on('/templates/preview', (_url, { body }) => {
    keep('preview', body);
    return { body: mail };
  });
  api.on('/templates/test', (_url, { body }) => {
    keep('test', body);
    return { body: { to: 'me@lumen.example', subject: '[Test] You left', bytes: 21_500 } };
  });
  api.on('/contacts/search', () => ({ body: { contacts: [], nextCursor: null } }));
});

const openEditor = async (): Promise<void> => {
  await renderApp('/flows/emails/mine');
  await screen.findByRole('list', { name: 'Blocks' });
};

const press = (name: string | RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

const blocksOf = (name: string): unknown => {
  const body = posted.get(name);
  return typeof body === 'object' && body !== null && 'template' in body ? body.template : undefined;
};

const blockNames = (): readonly (string | null)[] =>
  [...document.querySelectorAll('.enc-block-name')].map(({ textContent }) => textContent);

describe('a mail under hands', () => {
  it('shows its blocks in words, and variables as people read them', async () => {
    await openEditor();

    expect(blockNames().slice(0, 2)).toEqual([
      'Heading: Hello First name / there',
      'What was left in the cart',
    ]);
    expect(screen.getByRole('textbox', { name: 'Subject' }).textContent).toBe('You left Product');
  });

  it('shows the compiled mail in a frame where nothing runs', async () => {
    await openEditor();

    const frame = await screen.findByTitle('Email “You left Cedar Hand Wash”');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.getAttribute('src')).toBe(mail.page.url);
    press('Its own dark');
    expect(frame.getAttribute('src')).toBe(`${mail.page.url}?scheme=dark`);
  });

  it('says at a block what is wrong with it, and lets nothing be published before', async () => {
    await openEditor();

    await waitFor(() => {
      expect(blockNames()[2]).toBe('Button: Back to my cartCritical1 problem');
    });
    expect(screen.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getAllByRole('button', { name: '1 problem' })[0] ?? document.body);
    press('Button: Back to my cart: says nothing');
    expect(screen.getByText('says nothing')).toBeTruthy();
  });

  it('adds, moves, doubles and removes blocks, and takes all of it back', async () => {
    await openEditor();

    press('Add a block after the top');
    press(/^Line /);
    expect(blockNames()[0]).toBe('Line');
    press('Move down');
    expect(blockNames()[1]).toBe('Line');
    press('Duplicate');
    expect(blockNames().slice(1, 3)).toEqual(['Line', 'Line']);
    press('Remove');
    act(() => api.toasts.at(-1)?.undo?.());
    for (let n = 0; n < 3; n += 1) press('Undo');

    expect(blockNames().map((name) => name?.replace('Critical1 problem', ''))).toEqual([
      'Heading: Hello First name / there',
      'What was left in the cart',
      'Button: Back to my cart',
    ]);
  });

  it('inserts a variable with what stands there when it is missing', async () => {
    await openEditor();

    const [open] = screen.getAllByRole('button', { name: 'Insert a variable' });
    fireEvent.click(open ?? document.body);
    expect(screen.getByRole('button', { name: 'Insert' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('If it is missing'), { target: { value: 'friend' } });
    press('Insert');

    await waitFor(() => {
      expect(screen.getByRole('textbox', { name: 'Subject' }).textContent).toContain('First name / friend');
    });
    pressBar('Save');
    await waitFor(() => {
      expect(blocksOf('draft')).toMatchObject({
        subject: expect.stringContaining('{{ customer.firstName | default: "friend" }}'),
      });
    });
  });

  it('saves what was seen, and keeps a copy on the device until then', async () => {
    await openEditor();

    fireEvent.click(screen.getByRole('button', { name: 'What was left in the cart' }));
    fireEvent.change(screen.getByLabelText('Total'), { target: { value: 'false' } });
    await waitFor(() => {
      expect(localStorage.length).toBe(1);
    });
    pressBar('Save');

    await waitFor(() => {
      expect(posted.get('draft')).toMatchObject({ rev: 3 });
    });
    expect(blocksOf('draft')).toMatchObject({
      blocks: [{ kind: 'heading' }, { kind: 'cart-lines', total: false }, {}],
    });
    await waitFor(() => {
      expect(localStorage.length).toBe(0);
    });
  });

  it('says so when somebody else was faster, and keeps what was written', async () => {
    api.on('/own-templates/mine/draft', () => ({
      status: 409,
      body: { error: { code: 'version_conflict', message: '' } },
    }));
    await openEditor();

    fireEvent.click(screen.getByRole('button', { name: 'What was left in the cart' }));
    press('Remove');
    pressBar('Save');

    expect(await screen.findByText(/Someone else changed this email/)).toBeTruthy();
    expect(blockNames()).toHaveLength(2);
  });

  it('says which flows send it, and that they keep their version', async () => {
    const sent = {
      ...view,
      published: 3,
      uses: [{ flow: 'cart', title: 'Cart reminder', versions: [1, 2] }],
    };
    api.on('/own-templates/mine', () => ({ body: sent }));
    await openEditor();

    const flow = screen.getByRole('link', { name: 'Cart reminder: version 1 and 2' });
    expect(flow.getAttribute('href')).toBe('/flows/cart/edit');
    expect(screen.getByText(/^Steps keep the version they name/)).toBeTruthy();
  });

  it('says when no flow sends it yet', async () => {
    api.on('/own-templates/mine', () => ({ body: { ...view, published: 1 } }));
    await openEditor();

    expect(screen.getByText('No flow sends it yet. Choose it in a step.')).toBeTruthy();
  });

  it('sends a test to the merchant, or wherever they say, and says where to', async () => {
    api.on('/sending', () => ({
      body: { from: { name: 'Lumen', address: 'mail@lumen.example' }, replyTo: 'hello@lumen.example' },
    }));
    await openEditor();

    const to = screen.getByLabelText('To');
    await waitFor(() => {
      expect(to).toHaveProperty('value', 'hello@lumen.example');
    });
    fireEvent.change(to, { target: { value: 'me@lumen.example' } });
    press('Send');

    expect(await screen.findByText('Sent to me@lumen.example')).toBeTruthy();
    expect(posted.get('test')).toMatchObject({
      to: 'me@lumen.example',
      flow: 'abandoned-checkout',
      template,
    });
  });
});

describe('a mail that is not there', () => {
  it('says so and leads back', async () => {
    api.on('/own-templates/gone', () => ({
      status: 404,
      body: { error: { code: 'not_found', message: '' } },
    }));
    await renderApp('/flows/emails/gone');

    expect(await screen.findByText("This email isn't there")).toBeTruthy();
    expect(within(document.body).getAllByText('Emails').length).toBeGreaterThan(0);
  });
});
