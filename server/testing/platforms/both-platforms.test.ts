import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addressDigest } from '../../shop/person-digest.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import type { ShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { eventually } from '../eventually.ts';
import { findLeftovers } from '../privacy/leftovers.ts';
import { openWorld } from '../scenarios/world.ts';
import type { World } from '../scenarios/world.ts';
import type { Name, PlatformDriver } from './driver.ts';
import { createShopifyDriver, shopifyPast } from './shopify-driver.ts';
import { createWooDriver } from './woocommerce-driver.ts';

jest.setTimeout(180_000);

let world: World;
let repositories: ShopRepositories;
const drivers = new Map<string, PlatformDriver>();

beforeAll(async () => {
  world = await openWorld({ name: 'both-platforms', past: shopifyPast });
  repositories = createShopRepositories(world.connection);
  for (const driver of [createShopifyDriver(world), await createWooDriver(world)])
    drivers.set(driver.platform, driver);
});
afterAll(async () => {
  for (const driver of drivers.values()) await driver.close();
  await world.close();
});

const rows = (name: string) => world.connection.collection(name);

/** The same words whatever the platform: this is the battery, and a third one would have to pass it unchanged. */
describe.each(['shopify', 'woocommerce'])('a shop on %s', (platform) => {
  const driver = (): PlatformDriver => {
    const found = drivers.get(platform);
    if (found === undefined) throw new TypeError(`no ${platform}`);
    return found;
  };
  const settle = () => world.wind('PT0S');
  const contactOf = (name: Name) =>
    repositories.contacts.findByAddress(driver().shop, driver().addressOf(name));
  /** `type, source` of everything heard of somebody, once each. */
  const heardOf = async (name: Name): Promise<readonly string[]> => {
    const contact = await contactOf(name);
    const told = await rows('store_events').find({ shop: driver().shop, contact: contact?.id }).toArray();
    const types = told.filter(({ sources }) => String(sources) === 'webhook').map(({ type }) => String(type));
    return [...new Set(types)].toSorted();
  };
  const mailsTo = async (name: Name) => {
    const mails = await world.outbox(driver().addressOf(name));
    return mails.map(({ flow, step }) => `${flow} ${step}`);
  };

  it('is connected and its past read, which begins nothing', async () => {
    await driver().connect();
    await world.wind('PT31M');

    const { shop, pastBuyer } = driver();
    expect(await repositories.shops.find(shop)).toMatchObject({ platform, status: 'installed' });
    const buyer = await repositories.contacts.findByAddress(shop, pastBuyer);
    const bought = await repositories.orders.findByContacts(shop, buyer === undefined ? [] : [buyer.id]);
    expect(bought.length).toBeGreaterThan(0);
    expect(
      await rows('store_events').countDocuments({ shop, type: 'order.placed', sources: 'backfill' }),
    ).toBe(await rows('store_events').countDocuments({ shop, type: 'order.placed' }));
    expect(await rows('enrollments').countDocuments({ shop })).toBe(0);
    expect(await world.outbox(pastBuyer)).toEqual([]);
  });

  it('tells of products and customers', async () => {
    await driver().renameProduct('Renamed');
    await driver().rename('cleo', 'Cleopatra');
    await settle();

    expect(await contactOf('cleo')).toMatchObject({ firstName: 'Cleopatra' });
    expect(await rows('products').countDocuments({ shop: driver().shop, 'details.title': 'Renamed' })).toBe(
      1,
    );
  });

  it('hears what people leave and that they agreed, and mails who doesn’t buy', async () => {
    await driver().leave('ada');
    await driver().leave('ben');
    await driver().leave('cleo');
    await settle();
    await driver().buy('ben');
    await world.wind('PT31M');

    const { consents } = repositories;
    const digest = addressDigest(driver().shop, driver().addressOf('ada'));
    expect((await consents.find(driver().shop, digest))?.state).toBe('subscribed');
    expect(await mailsTo('ada')).toEqual(['abandoned-checkout checkout-1']);
    expect(await mailsTo('ben')).toEqual([]);
    expect(await heardOf('ada')).toEqual(expect.arrayContaining(['checkout.updated', 'consent.changed']));
    expect(await heardOf('ada')).not.toContain('order.placed');
  });

  it('settles by an order after the first mail, hears of its parcel, and once however often it is told', async () => {
    await driver().ship('ben');
    await driver().repeat();
    await driver().buy('cleo');
    await world.wind('PT30H');

    expect(await mailsTo('ada')).toEqual(['abandoned-checkout checkout-1', 'abandoned-checkout checkout-2']);
    expect(await mailsTo('cleo')).toEqual(['abandoned-checkout checkout-1']);
    expect(await mailsTo('ben')).toEqual([]);
    const ben = await contactOf('ben');
    const told = { shop: driver().shop, contact: ben?.id };
    for (const type of ['order.placed', 'order.fulfilled'])
      expect([type, await rows('store_events').countDocuments({ ...told, type })]).toEqual([type, 1]);
    expect(await heardOf('ben')).toEqual(
      expect.arrayContaining(['checkout.updated', 'consent.changed', 'order.fulfilled', 'order.placed']),
    );
  });

  it('forgets whom it is told to, and nobody else', async () => {
    const address = driver().addressOf('ada');
    await driver().forget('ada');
    await settle();

    await eventually(async () => (await findLeftovers(world.connection, [address])).length === 0, 30_000);
    expect(await findLeftovers(world.connection, [address])).toEqual([]);
    expect(await contactOf('ben')).toBeDefined();
  });

  it('goes and leaves nothing but the empty delivery that said so', async () => {
    const { shop } = driver();
    await driver().vanish();
    await settle();

    await eventually(async () => (await findLeftovers(world.connection, [shop])).length <= 1, 60_000);
    expect(await findLeftovers(world.connection, [shop])).toEqual([expect.stringMatching(/^inbox /)]);
    expect(await rows('inbox').find({ shop }).toArray()).toMatchObject([
      { state: 'applied', forgotten: true },
    ]);
  });
});
