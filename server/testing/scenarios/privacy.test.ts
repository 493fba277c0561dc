import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { personExportSchema } from '../../insights/privacy/privacy.contract.ts';
import { asShopId } from '../../lib/brand.ts';
import { createContactRepository } from '../../shop/contacts.repository.ts';
import { eventually } from '../eventually.ts';
import { sampleShop } from '../fake-shopify/far-side-samples.ts';
import { findLeftovers } from '../privacy/leftovers.ts';
import { coffee, past, variantOf } from './past.ts';
import { askApi, openWorld, reinstall } from './world.ts';
import type { World } from './world.ts';

jest.setTimeout(120_000);

const shop = asShopId(sampleShop.domain);
const address = 'Ottoline.Quistorp@example.com';
const names = ['ottoline', 'quistorp'];

let world: World;
let customerId = '';

const leave = (email: string, cart: string): string =>
  world.far.floor.saveCheckout({
    cartToken: cart,
    items: [{ variantId: variantOf(coffee), quantity: 1 }],
    email,
    firstName: 'Ottoline',
    lastName: 'Quistorp',
    acceptsMarketing: true,
  }).token;

const contactId = async (email: string): Promise<string> => {
  const found = await createContactRepository(world.connection).findByAddress(shop, email);
  return found?.id ?? '';
};

const applied = async (): Promise<void> => {
  await world.far.sender.settled(10_000);
  await world.wind('PT0S');
};

const tell = async (topic: string, payload: object): Promise<void> => {
  world.far.sender.send(topic, payload, world.now());
  await applied();
};

const personal = (): readonly string[] => [...names, address, customerId];

/** A cart mail, a purchase, and something nobody has a use for that names her. */
beforeAll(async () => {
  world = await openWorld({ name: 'scenario-privacy', past });
  leave('bystander@example.com', 'cart-other');
  const token = leave(address, 'cart-1');
  await world.wind('PT31M');
  const order = world.far.floor.buy(token);
  customerId = order.customerId ?? '';
  world.far.floor.fulfil(order.id);
  world.far.sender.send('orders/create', { id: 1, email: address, total_price: [] }, world.now());
  world.far.sender.send('gift_cards/create', { customer: { email: address.toUpperCase() } }, world.now());
  await world.wind('P1D');
});
afterAll(() => world.close());

const listSchema = z.object({
  requests: z.array(z.object({ id: z.string(), state: z.string(), downloadUntil: z.string().nullable() })),
});
const logSchema = z.object({
  accesses: z.array(z.object({ user: z.string(), action: z.string(), about: z.string().nullable() })),
});

const requests = async () =>
  listSchema.parse((await askApi(world, 'GET', '/privacy/requests')).body).requests;
const download = (id: string) => askApi(world, 'GET', `/privacy/requests/${id}/export`);

describe('a request for somebody’s data', () => {
  it('is answered with everything that is held, in a file the merchant downloads', async () => {
    await tell('customers/data_request', {
      customer: { id: Number(customerId), email: address },
      data_request: { id: 9001 },
    });

    const [request] = await requests();
    const { holdings } = personExportSchema.parse((await download(request?.id ?? '')).body);

    expect(request).toMatchObject({ id: '9001', state: 'answered', downloadUntil: expect.any(String) });
    expect(Object.keys(holdings).toSorted()).toEqual(
      expect.arrayContaining([
        'checkouts',
        'consents',
        'contacts',
        'decisions',
        'enrollments',
        'inbox',
        'journal',
        'kept_mails',
        'messages',
        'orders',
        'outbox',
        'store_events',
      ]),
    );
    expect(holdings['contacts']).toMatchObject([{ firstName: 'Ottoline', address: address.toLowerCase() }]);
    expect(JSON.stringify(holdings)).not.toContain('bystander');
  });

  it('can be the merchant’s own, by the same code', async () => {
    const asked = await askApi(world, 'POST', `/contacts/${await contactId(address)}/export`);
    const { request } = z.object({ request: z.string() }).parse(asked.body);
    await applied();

    const theirs = personExportSchema.parse((await download('9001')).body);
    const own = personExportSchema.parse((await download(request)).body);

    expect(own.holdings['orders']).toEqual(theirs.holdings['orders']);
    expect(own.holdings['messages']).toEqual(theirs.holdings['messages']);
  });

  it('is in the log with who took it, and so is every look at a person', async () => {
    const contact = await contactId(address);
    await askApi(world, 'GET', `/contacts/${contact}/story`);
    await askApi(world, 'POST', '/contacts/story', { address });

    const log = logSchema.parse((await askApi(world, 'GET', '/privacy/access-log')).body).accesses;

    const lines = log.map(({ user, action, about }) => `${user} ${action} ${about ?? ''}`);
    expect(lines).toEqual(
      expect.arrayContaining([
        '42 downloadExport 9001',
        `42 exportContact ${contact}`,
        `42 readStory ${contact}`,
        `42 findStory ${contact}`,
      ]),
    );
    expect(JSON.stringify(log).toLowerCase()).not.toContain('quistorp');
  });
});

describe('a redaction', () => {
  it('finds something to erase in many places before', async () => {
    const places = await findLeftovers(world.connection, personal());

    expect(new Set(places.map((line) => line.split(' ')[0])).size).toBeGreaterThan(6);
  });

  it('leaves nothing of the person anywhere', async () => {
    await tell('customers/redact', {
      customer: { id: Number(customerId), email: address },
      orders_to_redact: [],
    });

    expect(await findLeftovers(world.connection, personal())).toEqual([]);
    expect((await download('9001')).status).toBe(404);
    expect(await contactId('bystander@example.com')).not.toBe('');
  });

  it('isn’t undone by a webhook that comes late', async () => {
    const before = new Date(world.now().getTime() - 3_600_000).toISOString();
    await tell('checkouts/update', {
      token: 'late',
      email: address,
      customer: { id: Number(customerId), first_name: 'Ottoline', last_name: 'Quistorp' },
      buyer_accepts_marketing: true,
      created_at: before,
      updated_at: before,
      total_price: '12.00',
      currency: 'EUR',
      line_items: [],
    });

    expect(await contactId(address)).toBe('');
    expect(await findLeftovers(world.connection, personal())).toEqual([]);
  });

  it('lets a later purchase be somebody new, who is mailed again', async () => {
    await world.wind('PT1M');
    leave(address, 'cart-2');
    await world.wind('PT31M');

    expect(await contactId(address)).not.toBe('');
    expect((await world.outbox(address)).map(({ step }) => step)).toEqual(['checkout-1']);
  });

  it('can be the merchant’s own', async () => {
    const contact = await contactId(address);
    const { status } = await askApi(world, 'POST', `/contacts/${contact}/erase`);
    await applied();

    expect(status).toBe(200);
    expect(await findLeftovers(world.connection, [...names, address])).toEqual([]);
    expect((await askApi(world, 'POST', `/contacts/${contact}/erase`)).status).toBe(404);
  });
});

describe('a shop that is gone for good', () => {
  it('leaves nothing but the one empty delivery that said so', async () => {
    await tell('app/uninstalled', { myshopify_domain: shop });
    await tell('shop/redact', { shop_domain: shop });

    await eventually(async () => (await findLeftovers(world.connection, [shop])).length <= 1, 60_000);
    const left = await findLeftovers(world.connection, [shop]);
    expect(left).toEqual([expect.stringMatching(/^inbox /)]);
    const [row] = await world.connection.collection('inbox').find().toArray();
    expect(row).not.toHaveProperty('body');
    expect(row).toMatchObject({ topic: 'shopify:shop/redact', state: 'applied' });
  });

  it('may come back and finds everything as on the first day', async () => {
    await reinstall(world);

    leave('after@example.com', 'cart-3');
    await world.wind('PT31M');

    expect((await world.outbox('after@example.com')).map(({ step }) => step)).toEqual(['checkout-1']);
  });
});
