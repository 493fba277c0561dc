import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { OfferView } from '../../../../server/mail/offers/offer.contract.ts';
import { aLedgerLine, anOffer } from '../../testing/an-offer.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { pressBar } from '../../testing/press-bar.ts';
import { renderApp } from '../../testing/render-app.tsx';

interface Asked extends Partial<OfferView> {
  readonly rev: number;
}
const parse: (text: string) => Asked = JSON.parse;

let api: FakeApi;
let held: OfferView[];
let changes: Asked[];

beforeEach(() => {
  cleanup();
  localStorage.clear();
  held = [anOffer()];
  changes = [];
  api = createFakeApi();
  api.on('/offers', (_url, { method, body }) => {
    if (method === 'GET') return { body: { offers: held } };
    const asked = parse(body);
    changes.push(asked);
    if (held.some(({ id }) => id === asked.id)) return failsWith(409, 'version_conflict');
    const made = anOffer({ ...asked, rev: 0, flows: [] });
    held = [...held, made];
    return { body: made };
  });
  api.on('/offers/ledger', () => ({ body: { lines: [aLedgerLine()] } }));
  api.on('/offers/cart-10', (_url, { body }) => {
    const asked = parse(body);
    changes.push(asked);
    const [first = anOffer()] = held;
    if (asked.rev !== first.rev) return failsWith(409, 'version_conflict');
    held = [{ ...first, ...asked, rev: asked.rev + 1 }];
    return { body: held[0] ?? {} };
  });
  api.on('/offers/cart-10/retire', () => {
    held = held.map((offer) => ({ ...offer, status: 'retired', rev: offer.rev + 1 }));
    return { body: held[0] ?? {} };
  });
  api.on('/products/timings', () => ({
    body: {
      products: [
        { productId: '7', title: 'Cedar Hand Wash' },
        { productId: '8', title: null },
      ],
      nextCursor: null,
      returnDays: null,
      medianDays: null,
    },
  }));
});

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const open = async (address: string, label: string): Promise<{ where: () => string }> => {
  const app = await renderApp(address);
  await screen.findByLabelText(label);
  return app;
};

describe('the offers', () => {
  it('are listed with what they promise, how many codes there are, and what they cost', async () => {
    await renderApp('/settings/offers');

    const row = await screen.findByRole('row', { name: /Ten off/ });
    expect(within(row).getByText('10% off · on everything · good for 7 days')).toBeTruthy();
    await within(row).findByText('€300.05');
    const cells = within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells.slice(1)).toEqual(['SuccessReady', 'Cart incentive', '240', '20', '30', '50', '€300.05']);
  });

  it('say in words what they are for, where there are none', async () => {
    held = [];
    await renderApp('/settings/offers');

    expect(await screen.findByText('Promise a discount in an email')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Create offer' }).getAttribute('href')).toBe(
      '/settings/offers/new',
    );
  });

  it('can’t be loaded: that is said, and tried again', async () => {
    api.on('/offers', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/offers');
    await screen.findByText("Couldn't load the offers.");
    api.on('/offers', () => ({ body: { offers: held } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByRole('row', { name: /Ten off/ })).toBeTruthy();
  });

  it('are there while what they cost can’t be loaded', async () => {
    api.on('/offers/ledger', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/offers');

    expect(await screen.findByText("Couldn't load what codes have cost.")).toBeTruthy();
    expect(screen.getByRole('row', { name: /Ten off/ })).toBeTruthy();
  });
});

describe('a new offer', () => {
  it('is made from its fields, and is opened', async () => {
    const { where } = await open('/settings/offers/new', 'Name');

    type('Name', 'Five off!');
    type('Kind', 'amount');
    type('Amount off (EUR)', '5.00');
    type('Smallest cart (EUR)', '50');
    type('A code is good for (days)', '14');
    fireEvent.click(screen.getByRole('switch', { name: 'One live code per person: on' }));
    pressBar('Save');

    await waitFor(() => {
      expect(where()).toBe('/settings/offers/five-off');
    });
    expect(changes).toEqual([
      {
        id: 'five-off',
        title: 'Five off!',
        terms: {
          value: { kind: 'amount', amount: '5.00' },
          minimum: '50',
          appliesTo: { kind: 'everything' },
        },
        validDays: 14,
        several: true,
      },
    ]);
    expect(api.asks).toEqual([]);
  });

  it('for some products is made of those that were chosen', async () => {
    await open('/settings/offers/new', 'Name');
    type('Name', 'Wash week');
    type('Good for', 'products');
    fireEvent.click(await screen.findByRole('button', { name: 'Add Cedar Hand Wash' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add Product 8' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove Product 8' }));
    pressBar('Save');

    await waitFor(() => {
      expect(changes[0]?.terms?.appliesTo).toEqual({ kind: 'products', productIds: ['7'] });
    });
  });

  it('gets the next id where its own was taken meanwhile', async () => {
    const { where } = await open('/settings/offers/new', 'Name');
    held = [...held, anOffer({ id: 'spring' })];
    type('Name', 'Spring');
    pressBar('Save');

    await waitFor(() => {
      expect(where()).toBe('/settings/offers/spring-2');
    });
  });

  it('is not made while something is wrong', async () => {
    await open('/settings/offers/new', 'Name');
    type('Kind', 'amount');
    type('Amount off (EUR)', '5,00');
    type('Good for', 'products');
    pressBar('Save');

    expect(await screen.findByText('Give it a name of up to 120 characters.')).toBeTruthy();
    expect(screen.getByText('An amount looks like 5.00.')).toBeTruthy();
    expect(screen.getByText('Choose from 1 to 100 products.')).toBeTruthy();
    expect(changes).toEqual([]);
  });
});

describe('an offer', () => {
  it('is changed with what was seen of it', async () => {
    await open('/settings/offers/cart-10', 'Percent off');

    type('Percent off', '15');
    pressBar('Save');

    await waitFor(() => {
      expect(changes).toMatchObject([
        { rev: 3, terms: { value: { kind: 'percentage', percent: 15 } }, title: 'Ten off' },
      ]);
    });
  });

  it('that two people changed is shown from both sides', async () => {
    await open('/settings/offers/cart-10', 'Percent off');
    type('Percent off', '15');
    held = [anOffer({ rev: 4, terms: { ...anOffer().terms, value: { kind: 'percentage', percent: 20 } } })];
    pressBar('Save');

    await screen.findByRole('table', { name: 'Someone else changed this while you were editing.' });
    expect(screen.getByText('15% off · on everything')).toBeTruthy();
    expect(screen.getByText('20% off · on everything')).toBeTruthy();
  });

  it('shows what the store refused, in the store’s own words and with the code', async () => {
    const fields = { 'basicCodeDiscount.minimum': 'GREATER_THAN' };
    const problem = { code: 'platform_refused', fields };
    held = [anOffer({ discount: { state: 'refused', endsAt: null, problem } })];
    await open('/settings/offers/cart-10', 'Percent off');

    expect(screen.getByText('basicCodeDiscount.minimum: GREATER_THAN')).toBeTruthy();
    expect(screen.getByText(/Change what the offer promises.*\(platform_refused\)/)).toBeTruthy();
  });

  it('tells flow by flow what its codes have cost, and which have given none', async () => {
    const flows = [...anOffer().flows, { flow: 'win-back', title: 'We miss you' }];
    held = [anOffer({ flows })];
    await open('/settings/offers/cart-10', 'Percent off');

    const table = await screen.findByRole('table', { name: 'What codes have cost' });
    const cells = within(table)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toEqual(['Cart incentive', '100', '30', '50', '31', '€300.05']);
    expect(screen.getByRole('link', { name: 'We miss you' })).toBeTruthy();
    expect(screen.getByText('has given no codes yet')).toBeTruthy();
  });

  it('is archived after a question, and can’t be changed any more', async () => {
    await open('/settings/offers/cart-10', 'Percent off');
    expect(screen.getByText(/Emails of Cart incentive lose their discount/)).toBeTruthy();

    fireEvent.click(screen.getByRole('button', { name: 'Archive offer' }));
    const asked = screen.getByRole('group', { name: 'Archive Ten off for good?' });
    fireEvent.click(within(asked).getByRole('button', { name: 'Archive offer' }));

    expect(await screen.findByText('Archived')).toBeTruthy();
    expect(screen.queryByLabelText('Percent off')).toBeNull();
  });

  it('that can’t be archived says so and stays', async () => {
    api.on('/offers/cart-10/retire', () => failsWith(409, 'version_conflict'));
    await open('/settings/offers/cart-10', 'Percent off');

    fireEvent.click(screen.getByRole('button', { name: 'Archive offer' }));
    const asked = screen.getByRole('group', { name: 'Archive Ten off for good?' });
    fireEvent.click(within(asked).getByRole('button', { name: 'Archive offer' }));

    expect(await screen.findByText(/It was changed meanwhile/)).toBeTruthy();
  });

  it('there is none of is said', async () => {
    await renderApp('/settings/offers/nothing');

    expect(await screen.findByText("This offer isn't there")).toBeTruthy();
  });
});
