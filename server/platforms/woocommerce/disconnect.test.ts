import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wireWooDisconnect } from '../../app/wiring/woocommerce.ts';
import { wooOrder } from '../../testing/fake-woocommerce/woo-payloads.ts';
import { createWooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import type { WooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import type { StoredDelivery } from '../../shop/delivery.ts';
import { interpretKeeper, leavingDelivery } from './keeper-delivery.ts';
import { shopIdOfStore } from './store-address.ts';

let world: WooWorld;

beforeAll(async () => {
  world = await createWooWorld('woo-disconnect');
});
afterAll(() => world.close());

const shop = () => shopIdOfStore(world.store.url);
const count = (collection: string): Promise<number> =>
  world.data.connection.collection(collection).countDocuments({ shop: shop() });
const connect = async (): Promise<void> => {
  const pressed = await fetch(await world.invite(world.store.url), { method: 'POST', redirect: 'manual' });
  expect(await world.store.agree(pressed.headers.get('location') ?? '')).toBe(200);
  await world.sync.run(shop());
};
const disconnect = async (forget: boolean) => {
  const config = {
    appUrl: world.appUrl,
    encryptionKey: Buffer.alloc(32, 7),
    previousKeys: [],
    demo: undefined,
  };
  const leave = wireWooDisconnect({ config, data: world.data, allowLoopback: true });
  const done = await leave(world.store.url, { forget });
  await world.apply();
  return done;
};

describe('a store that leaves', () => {
  it('loses our webhooks, its keys and its place in the daily look; what was known stays for its return', async () => {
    world.store.documents.orders.set(1, wooOrder(1, new Date(Date.now() - 60_000)));
    await connect();
    const [webhook] = world.store.webhooks;

    expect(await disconnect(false)).toEqual({ wasConnected: true, removed: 11 });

    expect(world.store.webhooks).toEqual([]);
    expect(await world.data.shop.shops.find(shop())).toMatchObject({ status: 'uninstalled' });
    expect(await world.data.shop.tokens.find(shop())).toBeUndefined();
    expect(await count('orders')).toBe(1);
    if (webhook !== undefined) world.store.webhooks.push(webhook);
  });

  it('is answered 200 for what it still sends, which is kept without its body and never applied', async () => {
    expect(await world.store.deliver(world.store.webhooks[0]?.topic ?? '', wooOrder(2, new Date()))).toEqual([
      200,
    ]);
    await world.apply();

    const kept = await world.data.connection.collection('inbox').find({ state: 'ignored' }).toArray();
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toHaveProperty('body');
    expect(await count('orders')).toBe(1);
  });

  it('is looked at no more', async () => {
    const before = world.store.asked.length;
    await world.sync.runAll();

    expect(world.store.asked.length).toBe(before);
  });

  it('may come back, with its past read once more and its webhooks made anew', async () => {
    world.store.webhooks.length = 0;
    world.store.documents.orders.set(3, wooOrder(3, new Date(Date.now() - 30_000)));
    await connect();

    expect(world.store.webhooks).toHaveLength(11);
    expect(await count('orders')).toBe(2);
    expect(await world.data.shop.shops.find(shop())).toMatchObject({ status: 'installed' });
  });

  it('goes also when it can’t be reached, and its webhooks are said to be left', async () => {
    world.store.fail(1);

    expect(await disconnect(false)).toEqual({ wasConnected: true, removed: 0, left: 'platform_call_failed' });
    expect(await world.data.shop.shops.find(shop())).toMatchObject({ status: 'uninstalled' });
  });

  it('is forgotten when it asks for that, connected or not', async () => {
    expect(await disconnect(true)).toEqual({ wasConnected: false, removed: 0 });

    for (const collection of [
      'orders',
      'contacts',
      'products',
      'store_events',
      'flows',
      'woocommerce_connections',
    ])
      expect([collection, await count(collection)]).toEqual([collection, 0]);
    expect(await world.data.shop.shops.find(shop())).toBeUndefined();
  });
});

describe('a store whose webhooks tell nobody', () => {
  it('is found out by the daily look, and shown', async () => {
    await connect();
    world.store.webhooks.pop();
    const [switchedOff] = world.store.webhooks;
    if (switchedOff !== undefined) switchedOff.status = 'disabled';
    world.store.documents.orders.set(9, wooOrder(9, new Date()));
    const lastLook = { $set: { readUntil: new Date(Date.now() - 300_000) } };
    await world.data.connection.collection('woocommerce_connections').updateOne({ shop: shop() }, lastLook);

    expect(await world.sync.run(shop())).toMatchObject({ made: 1, woken: 1 });

    const shown = await world.data.connection.collection('reconciliations').find({ shop: shop() }).toArray();
    const found = new Map(shown.map(({ kind, found: number }) => [String(kind), Number(number)]));
    expect(found.get('subscriptions')).toBe(2);
    expect(found.get('documents')).toBeGreaterThan(0);
  });

  it('is well again the next time', async () => {
    await world.sync.run(shop());
    const shown = await world.data.connection.collection('reconciliations').find({ shop: shop() }).toArray();

    expect(shown.map(({ found }) => Number(found))).toEqual([0, 0]);
  });
});

describe('what a keeper asks', () => {
  const at = new Date('2026-11-01T10:00:00Z');
  const stored = (forget: boolean, topic?: string): StoredDelivery => {
    const { state: _state, error: _error, ...delivery } = leavingDelivery(shop(), { forget, at });
    return {
      ...delivery,
      ...(topic && { topic }),
      id: 'x',
      state: 'stored',
      receivedAt: new Date(0),
      failures: 0,
    };
  };

  it.each([
    [false, ['uninstalled']],
    [true, ['uninstalled', 'shop-redacted']],
  ])('is what a platform says (forget: %s)', (forget, kinds) => {
    const facts = interpretKeeper(stored(forget));

    expect(facts.map(({ kind }) => kind)).toEqual(kinds);
    expect(facts).toEqual(kinds.map((kind) => ({ kind, at })));
  });

  it('holds the shop’s mails until it is done', () => {
    expect(leavingDelivery(shop(), { forget: false, at }).class).toBe('holds');
  });

  it('is nothing else', () => {
    expect(() => interpretKeeper(stored(true, 'woocommerce-keeper:stay'))).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });
});
