import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type {
  CompanionsView,
  ProductTimingDetailView,
  ProductTimingView,
} from '../../../../server/flows/timing/timing.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

const coffee: ProductTimingView = {
  productId: 'coffee',
  title: 'Coffee',
  imageUrl: null,
  numberOf: 'learned',
  interval: 'P47D',
  asked: true,
  learned: {
    p25: 31.2,
    p50: 47.4,
    p75: 63.6,
    n: 212,
    customers: 480,
    source: 'product',
    confidence: 'high',
    score: 0.44,
    replenishable: true,
  },
  learnedAt: '2026-06-01T04:00:00.000Z',
  merchant: { days: null, mail: null },
  rev: 2,
};

const detail: ProductTimingDetailView = {
  ...coffee,
  curve: [
    { days: 0, share: 0, low: 0, high: 0 },
    { days: 47, share: 0.22, low: 0.18, high: 0.26 },
    { days: 90, share: 0.44, low: 0.38, high: 0.5 },
  ],
  quantityExponent: 0.8,
};

const companion = (productId: string, title: string, pinned = false) => ({
  productId,
  title,
  score: 1,
  lift: 3.14,
  orders: 12,
  followers: 0,
  direction: 'together' as const,
  medianGapDays: 0,
  pinned,
});

const pairs: CompanionsView = {
  productId: 'coffee',
  title: 'Coffee',
  companions: [companion('mug', 'Mug', true), companion('filter', 'Filter', true), companion('milk', 'Milk')],
  banned: [{ productId: 'tea', title: 'Tea' }],
  learnedAt: null,
  rev: 5,
};

const parse: (text: string) => { rev: number } & Record<string, unknown> = JSON.parse;

let api: FakeApi;
let changes: unknown[];
let revs: { timing: number; companions: number };

beforeEach(() => {
  cleanup();
  api = createFakeApi();
  changes = [];
  revs = { timing: 2, companions: 5 };
  const answer = (what: 'timing' | 'companions', view: object) => {
    api.on(`/products/coffee/${what}`, (_url, { method, body }) => {
      if (method === 'PATCH') {
        const change = parse(body);
        if (change.rev !== revs[what]) return failsWith(409, 'version_conflict');
        changes.push(change);
        revs[what] += 1;
      }
      return { body: { ...view, rev: revs[what] } };
    });
  };
  answer('timing', detail);
  answer('companions', pairs);
});

const list = (...products: readonly ProductTimingView[]): void => {
  api.on('/products/timings', () => ({
    body: { products, nextCursor: null, returnDays: 61.4, intervalDays: 40 },
  }));
};

describe('the list of products', () => {
  it.each([
    { change: {}, words: 'After about 47 days (31–64)', pill: 'Learned' },
    { change: { numberOf: 'override', interval: 'P30D' }, words: /as you set it$/, pill: 'Yours' },
    {
      change: { numberOf: 'merchant', interval: 'P5M15D' },
      words: /^After 5 months.*as the flow says$/,
      pill: "Flow's own",
    },
    { change: { asked: false }, words: 'Nobody is asked about it', pill: 'Learned' },
  ] as const)('says whose number counts: $pill, $words', async ({ change, words, pill }) => {
    list({ ...coffee, ...change });
    await renderApp('/flows/products');

    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText(pill)).toBeTruthy();
    expect(screen.getByText('212 repeat purchases of it')).toBeTruthy();
  });

  it('says that too little was learned, in place of a number', async () => {
    list({ ...coffee, numberOf: 'merchant', learned: null });
    await renderApp('/flows/products');

    expect(await screen.findByText(/^Nothing learned yet/)).toBeTruthy();
  });

  it('looks for a name, and shows all again', async () => {
    api.on('/products/timings', (url) => ({
      body: {
        products: url.searchParams.has('search') ? [] : [coffee],
        nextCursor: null,
        returnDays: null,
        intervalDays: null,
      },
    }));
    await renderApp('/flows/products?search=tea');

    fireEvent.click(await screen.findByRole('button', { name: 'Show all products' }));

    const link = await screen.findByRole('link', { name: 'Coffee' });
    expect(link.getAttribute('href')).toBe('/flows/products/coffee');
    expect(api.asked).toContain('GET /api/products/timings?search=tea');
  });

  it('says what will fill it while there is nothing', async () => {
    list();
    await renderApp('/flows/products');

    expect(await screen.findByText('No products yet')).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/products/timings', () => failsWith(500, 'internal_error'));
    await renderApp('/flows/products');
    await screen.findByText("Couldn't load the products.");
    list(coffee);

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('Coffee')).toBeTruthy();
  });
});

const open = async (): Promise<void> => {
  await renderApp('/flows/products/coffee');
  await screen.findByLabelText('One piece lasts (days)');
};
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const saved = (): Promise<void> =>
  waitFor(() => {
    expect(api.toasts.map(({ words }) => words)).toContain('Saved');
  });

describe('the page of one product', () => {
  it('shows the curve in words, and as a table on request', async () => {
    await open();

    expect(screen.getByText('44% had bought it again within 90 days.')).toBeTruthy();
    press('Show as a table');

    const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);
    expect(cells.slice(3, 6)).toEqual(['47', '22%', '18%–26%']);
  });

  it('says on how much it rests and how sure that is', async () => {
    await open();

    const facts = screen.getAllByRole('listitem').map(({ textContent }) => textContent);

    expect(facts).toEqual(
      expect.arrayContaining(['Repeat purchases212', 'The middle half buys between31–64 days']),
    );
    expect(screen.getByText('Sure')).toBeTruthy();
  });

  it('takes a number of the merchant’s own, and writes nothing else', async () => {
    await open();

    fireEvent.change(screen.getByLabelText('One piece lasts (days)'), { target: { value: '30' } });
    fireEvent.change(screen.getByLabelText('Reminders of it'), { target: { value: 'always' } });
    pressBar('Save');

    await saved();
    expect(changes).toEqual([{ rev: 2, days: 30, mail: 'always' }]);
  });

  it('does not take what is no number of days', async () => {
    await open();

    fireEvent.change(screen.getByLabelText('One piece lasts (days)'), { target: { value: '0' } });
    pressBar('Save');

    expect(await screen.findByText('From half a day to 3,650 days.')).toBeTruthy();
    expect(changes).toEqual([]);
  });

  it('pins, moves, bans and allows what goes with it', async () => {
    await open();

    press('Move Filter up');
    press('Never suggest Milk');
    press('Suggest Tea again');
    press('Pin Tea');
    press('Unpin Mug');
    pressBar('Save');

    await saved();
    expect(changes).toEqual([{ rev: 5, pins: ['filter', 'tea'], bans: ['milk'] }]);
  });

  it('shows both versions when somebody else changed it', async () => {
    await open();
    fireEvent.change(screen.getByLabelText('One piece lasts (days)'), { target: { value: '30' } });
    revs.timing = 3;
    api.on('/products/coffee/timing', (_url, { method }) =>
      method === 'PATCH'
        ? failsWith(409, 'version_conflict')
        : { body: { ...detail, rev: 3, merchant: { days: 14, mail: null } } },
    );

    pressBar('Save');

    await screen.findByRole('table', { name: 'Someone else changed this while you were editing.' });
    const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);
    expect(cells).toEqual(['One piece lasts (days)', '30', '14']);
  });

  it('says so when there is no such product', async () => {
    await renderApp('/flows/products/nope');

    expect(await screen.findByText("This product doesn't exist anymore.")).toBeTruthy();
  });
});
