import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wooCustomer, wooOrder, wooProduct } from '../../testing/fake-woocommerce/woo-payloads.ts';
import { createWooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import type { WooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { shopIdOfStore } from './store-address.ts';

const minuteMs = 60_000;
let world: WooWorld;

beforeAll(async () => {
  world = await createWooWorld('woocommerce');
});
afterAll(() => world.close());
beforeEach(() => {
  world.store.homeUrl = world.store.url;
});

const shop = () => shopIdOfStore(world.store.url);
const press = async (invitation: string): Promise<string> => {
  const response = await fetch(invitation, { method: 'POST', redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
};
const connect = async (): Promise<string> => press(await world.invite(world.store.url));
const ago = (minutes: number): Date => new Date(Date.now() - minutes * minuteMs);
const count = (collection: string, filter: object = {}): Promise<number> =>
  world.data.connection.collection(collection).countDocuments({ shop: shop(), ...filter });
const storedSecrets = async (): Promise<string> =>
  JSON.stringify([
    await world.data.connection.collection('shop_tokens').find().toArray(),
    await world.data.connection.collection('woocommerce_connections').find().toArray(),
  ]);

describe('connecting', () => {
  it('shows the store that was invited, and changes nothing by being looked at', async () => {
    const invitation = await world.invite(world.store.url);

    expect(await (await fetch(invitation)).text()).toContain(world.store.url);
    expect(await world.data.shop.shops.find(shop())).toBeUndefined();
  });

  it('keeps no keys before they open the store that was invited', async () => {
    const address = await connect();
    world.store.homeUrl = 'https://somebody-else.example';

    expect(await world.store.agree(address)).toBe(502);
    expect(await world.data.shop.shops.find(shop())).toBeUndefined();
    expect(await storedSecrets()).not.toContain('accessToken');
  });

  it('keeps no keys that the store does not know', async () => {
    const status = await world.store.agree(await connect(), { consumer_key: 'ck_0000000000000000' });

    expect(status).toBe(502);
    expect(await world.data.shop.shops.find(shop())).toBeUndefined();
  });

  it.each([
    ['read only', { key_permissions: 'read' }],
    ['no key', { consumer_key: '' }],
    ['a key of another shape', { consumer_secret: { $ne: 1 } }],
  ])('refuses an answer with %s', async (_name, changes) => {
    expect(await world.store.agree(await connect(), changes)).toBe(400);
  });

  it('takes a nonce once, and none that it did not make', async () => {
    const address = await connect();

    expect(await world.store.agree(address, { user_id: 'guessed' })).toBe(404);
    expect(await world.store.agree(address)).toBe(200);
    expect(await world.store.agree(address)).toBe(404);
  });

  it('has installed the shop by then, its keys sealed, its flows drafts, its past still to be read', async () => {
    const installed = await world.data.shop.shops.find(shop());

    expect(shop()).toMatch(/^woo:127\.0\.0\.1:\d+$/);
    expect(installed).toMatchObject({
      platform: 'woocommerce',
      status: 'installed',
      name: 'Casa Verde',
      zone: 'Europe/Madrid',
      currency: 'EUR',
      countryCode: 'ES',
      postalAddress: 'Casa Verde, Calle Mayor 1, 28013 Madrid',
    });
    expect(await storedSecrets()).not.toMatch(/c[ks]_[0-9a-f]{10}/);
    expect(await count('flows', { status: 'draft' })).toBeGreaterThan(3);
    expect(world.enqueued).toEqual(['woocommerce.sync']);
  });

  it('ends an invitation once it was used, and one that was made up', async () => {
    for (const path of ['made-up', '../../etc']) {
      const response = await fetch(`${world.appUrl}/connect/woocommerce/${encodeURIComponent(path)}`);
      expect(response.status).toBe(404);
    }
    const done = await (await fetch(`${world.appUrl}/connect/woocommerce/done?success=0`)).text();
    expect(done).toContain('Nothing was changed');
  });

  it.each([
    'http://shop.example',
    'https://10.0.0.1',
    'https://user:pw@shop.example',
    'https://shop.example:25',
    'x y',
  ])('invites no store at %s', async (storeUrl) => {
    await expect(world.invite(storeUrl)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});

describe('staying connected', () => {
  it('reads the past, which begins nothing, and makes the webhooks, each answering the ping', async () => {
    const { documents, webhooks } = world.store;
    for (let id = 1; id <= 130; id += 1) documents.orders.set(id, wooOrder(id, ago(id * 60)));
    documents.orders.set(131, { id: 131, date_modified_gmt: wooOrder(131, ago(500)).date_modified_gmt });
    documents.customers.set(7, wooCustomer(7, ago(999)));
    documents.products.set(93, wooProduct(93, ago(999)));

    const report = await world.sync.run(shop());

    expect(report).toEqual({ made: 11, woken: 0, read: 133, broken: 1, found: 262 });
    const setAside = { state: 'quarantined', topic: 'woocommerce-backfill:orders', error: 'payload_invalid' };
    expect(await count('inbox', setAside)).toBe(1);
    expect(new Set(webhooks.map(({ topic }) => topic)).size).toBe(11);
    expect(await count('orders')).toBe(130);
    expect(await count('store_events', { type: 'order.placed', sources: ['backfill'] })).toBe(130);
    const [product] = await world.data.shop.products.findMany(shop(), ['93']);
    expect(product).toMatchObject({
      title: 'Soap – Olive',
      vendor: 'Casa & Co',
      productType: 'Bath',
      url: 'https://casa.example/p/soap',
      variants: [{ price: '6.50', available: true }],
    });
  });

  it('wakes what the store switched off, and finds by looking what no webhook told', async () => {
    const [switchedOff] = world.store.webhooks;
    if (switchedOff !== undefined) switchedOff.status = 'disabled';
    world.store.documents.orders.set(200, wooOrder(200, ago(1)));

    const report = await world.sync.run(shop());

    expect(report).toMatchObject({ made: 0, woken: 1, broken: 0 });
    expect(report.read).toBeLessThan(20);
    expect(switchedOff?.status).toBe('active');
    expect(await count('store_events', { about: '200', sources: ['poll'] })).toBe(1);
  });

  it('goes on with the others when one store can’t be reached', async () => {
    world.store.fail(1);
    await expect(world.sync.run(shop())).rejects.toMatchObject({ code: 'platform_call_failed' });

    world.store.fail(1);
    await expect(world.sync.runAll()).resolves.toBeUndefined();
  });
});

describe('webhooks', () => {
  it('an order is one however often it comes, and the newest wins in any order', async () => {
    const older = wooOrder(300, ago(10));
    const completed = ago(5).toISOString().slice(0, 19);
    const newer = wooOrder(300, ago(10), {
      status: 'completed',
      date_modified_gmt: completed,
      date_completed_gmt: completed,
    });

    for (const body of [newer, older, newer])
      expect(await world.store.deliver('order.updated', body)).toEqual([200]);
    await world.apply();

    const [order] = await world.data.shop.orders.findMany(shop(), ['300']);
    expect(order).toMatchObject({ id: '300', name: '#300', total: { amount: '29.35', currency: 'EUR' } });
    expect(order?.fulfilledAt).toEqual(new Date(`${completed}Z`));
    expect(await count('store_events', { about: '300', type: 'order.placed' })).toBe(1);
    const contact = await world.data.shop.contacts.findByAddress(shop(), 'ines@casa.example');
    expect(contact).toMatchObject({ firstName: 'Inés', customerIds: ['7'] });
  });

  it('two deliveries of one second are two, the same one twice is one', async () => {
    const same = { 'x-wc-webhook-delivery-id': 'one-second' };
    const [before, at] = [await count('inbox'), ago(9)];
    for (const total of ['1.00', '2.00', '1.00'])
      await world.store.deliver('order.updated', wooOrder(310, at, { total }), same);

    expect((await count('inbox')) - before).toBe(2);
  });

  it('a checkout-draft is a checkout and never an order; the order it becomes settles it', async () => {
    const draft = wooOrder(320, ago(40), { status: 'checkout-draft', date_paid_gmt: null });
    await world.store.deliver('order.created', draft);
    await world.apply();

    expect(await world.data.shop.orders.findMany(shop(), ['320'])).toEqual([]);
    const [checkout] = await world.data.shop.checkouts.findMany(shop(), ['order-320']);
    expect(checkout).toMatchObject({
      address: 'ines@casa.example',
      lines: [{ productId: '93', quantity: 2 }],
    });

    await world.store.deliver('order.updated', wooOrder(320, ago(39)));
    await world.apply();
    const settling = await world.data.shop.orders.findForSettlement(shop(), {
      checkoutTokens: ['order-320'],
    });
    expect(settling).toMatchObject([{ id: '320' }]);
  });

  it('an opt-in is a statement of its moment; without one nothing is said', async () => {
    const silent = { billing: { email: 'silent@casa.example' }, meta_data: [] };
    await world.store.deliver('order.created', wooOrder(330, ago(3), silent));
    await world.apply();

    const { contacts, consents } = world.data.shop;
    const said = async (address: string) =>
      (await consents.find(shop(), addressDigest(shop(), address)))?.state;
    expect(await said('ines@casa.example')).toBe('subscribed');
    expect(await contacts.findByAddress(shop(), 'silent@casa.example')).toBeDefined();
    expect(await said('silent@casa.example')).toBeUndefined();
  });

  it('a refund of all of it takes its products back, and it still counts as bought', async () => {
    const body = wooOrder(340, ago(2), { status: 'refunded', refunds: [{ id: 9 }] });
    await world.store.deliver('order.updated', body);
    await world.apply();

    const [order] = await world.data.shop.orders.findMany(shop(), ['340']);
    expect(order).toMatchObject({ refundedProductIds: ['93'], cancelledAt: expect.any(Date) });
    expect(await count('store_events', { type: 'order.refunded', about: '340' })).toBe(1);
  });

  it('what is deleted is {"id"} and no more', async () => {
    expect(await world.store.deliver('order.deleted', { id: 300 })).toEqual([200]);
    expect(await world.store.deliver('product.deleted', { id: 93 })).toEqual([200]);
    await world.apply();

    expect(await world.data.shop.orders.findMany(shop(), ['300'])).toHaveLength(1);
    const [product] = await world.data.shop.products.findMany(shop(), ['93']);
    expect(product?.deletedAt).toBeInstanceOf(Date);
  });
});

describe('what is not a delivery', () => {
  const post = (body: string, headers: Record<string, string>, connection?: string): Promise<Response> => {
    const url = world.store.webhooks[0]?.delivery_url ?? '';
    const target = connection === undefined ? url : `${world.appUrl}/webhooks/woocommerce/${connection}`;
    return fetch(target, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  };
  const topic = {
    'x-wc-webhook-topic': 'order.updated',
    'x-wc-webhook-id': '1',
    'x-wc-webhook-delivery-id': 'd',
  };

  it('a ping is answered exactly 200 and kept nowhere', async () => {
    const before = await count('inbox');

    expect((await post('webhook_id=535', {})).status).toBe(200);
    expect(await count('inbox')).toBe(before);
  });

  it.each([
    ['no signature', '{"id":1}', topic],
    ['a wrong one', '{"id":1}', { ...topic, 'x-wc-webhook-signature': 'AAAA' }],
    ['a ping with a topic', 'webhook_id=535', topic],
    ['more than a ping', 'webhook_id=535&x=1', {}],
  ])('%s is refused', async (_name, body, headers) => {
    expect((await post(body, headers)).status).toBe(401);
  });

  it('an unknown connection is refused as a wrong signature is', async () => {
    const signature = { ...topic, 'x-wc-webhook-signature': `${'A'.repeat(43)}=` };
    const [unknown, known] = await Promise.all([
      post('{"id":1}', signature, 'nobody'),
      post('{"id":1}', signature),
    ]);

    expect([unknown.status, known.status]).toEqual([401, 401]);
    expect(await unknown.text()).toBe(await known.text());
  });

  it('a signed one without its names is 400, one that nobody reads 200, one that can’t be read is quarantined', async () => {
    expect(await world.store.deliver('order.updated', { id: 1 }, { 'x-wc-webhook-id': '' })).toEqual([400]);
    const other = { 'x-wc-webhook-topic': 'action.woocommerce_add_to_cart' };
    expect(await world.store.deliver('order.updated', { action: 'x', arg: '1' }, other)).toEqual([200]);
    expect(await world.store.deliver('order.updated', { id: 999 })).toEqual([200]);
    await world.apply();

    const unread = { state: 'quarantined', error: 'payload_invalid', topic: { $regex: '^woocommerce:' } };
    expect(await count('inbox', unread)).toBe(1);
    expect(await count('inbox', { state: 'ignored' })).toBe(1);
  });
});
