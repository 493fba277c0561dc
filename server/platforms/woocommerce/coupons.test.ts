import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asContactId, asFlowId, asMessageId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createOfferClearing } from '../../mail/offers/offer-clearing.repository.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { createOfferLedger } from '../../mail/offers/offer-ledger.repository.ts';
import { createOfferPort } from '../../mail/offers/offer-port.ts';
import type { OfferPort } from '../../mail/offers/offer-port.ts';
import { createOfferStock } from '../../mail/offers/offer-stock.repository.ts';
import { createOffers } from '../../mail/offers/offers.repository.ts';
import { createTendOffers } from '../../mail/offers/tend-offers.ts';
import type { TendOffers } from '../../mail/offers/tend-offers.ts';
import type { Shop } from '../../shop/shop.ts';
import { wooCustomer, wooOrder } from '../../testing/fake-woocommerce/woo-payloads.ts';
import { createWooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import type { WooWorld } from '../../testing/fake-woocommerce/woo-world.ts';
import { createWooCoupons } from './coupons.ts';
import { shopIdOfStore } from './store-address.ts';

let world: WooWorld;
let shop: Shop;
let tending: TendOffers;
let port: OfferPort;
let ines: string;

const wire = (): void => {
  const { data } = world;
  const { connection } = data;
  const coupons = createWooCoupons({
    clientOf: world.clientOf,
    addressesOf: async (id, contacts) => {
      const found = await data.shop.contacts.findMany(id, contacts);
      return new Map([...found].flatMap(([one, { address }]) => (address ? [[one, address] as const] : [])));
    },
  });
  const offers = createOffers(connection);
  const codes = createOfferCodes(connection);
  tending = createTendOffers({
    offers,
    pool: { ...createOfferStock(connection), ...createOfferClearing(connection) },
    codes,
    statusOf: async () => new Map(),
    platforms: () => coupons,
    shops: async () => [shop.id],
    shopOf: (id) => data.shop.shops.find(id),
    clock: data.clock,
    logger: silentLogger,
  });
  port = createOfferPort({ offers, codes, platforms: () => coupons });
};

beforeAll(async () => {
  world = await createWooWorld('woo coupons');
  const pressed = await fetch(await world.invite(world.store.url), { method: 'POST', redirect: 'manual' });
  await world.store.agree(pressed.headers.get('location') ?? '');
  const id = shopIdOfStore(world.store.url);
  const found = await world.data.shop.shops.find(id);
  if (found === undefined) throw new EncoreError('not_found');
  shop = found;
  world.store.documents.customers.set(1, wooCustomer(1, new Date(Date.now() - 3_600_000)));
  await world.sync.run(id);
  ines = (await world.data.shop.contacts.findByAddress(id, 'ines@casa.example'))?.id ?? '';
  wire();
  const at = world.data.clock.now();
  await createOffers(world.data.connection).create(id, {
    shop: id,
    id: 'ten',
    title: 'Ten off',
    terms: {
      value: { kind: 'percentage', percent: 10 },
      minimum: '20.00',
      appliesTo: { kind: 'products', productIds: ['93'] },
    },
    validDays: 7,
    several: false,
    status: 'active',
    generation: 1,
    rev: 0,
    createdAt: at,
    updatedAt: at,
  });
  await tending.all();
});
afterAll(() => world.close());

const ask = async (message: string, contact = ines) => {
  const id = asMessageId(message);
  const flow = asFlowId('cart-incentive');
  const asked = { message: id, contact: asContactId(contact), flow, offer: 'ten' };
  return (await port.give(shop, [asked], world.data.clock.now())).get(id);
};

describe('a coupon for one person', () => {
  it('is made when a mail asks for it, for their address alone, and shown once it is there', async () => {
    expect(await ask('m1')).toEqual({ kind: 'later', why: 'not_made_yet' });
    expect(world.store.coupons.size).toBe(0);

    await tending.shop(shop.id);
    const answer = await ask('m1');

    const promised = answer?.kind === 'code' ? answer.promised : undefined;
    const [coupon] = [...world.store.coupons.values()];
    expect(coupon).toMatchObject({
      code: promised?.code.toLowerCase(),
      discount_type: 'percent',
      amount: '10',
      usage_limit: 1,
      usage_limit_per_user: 1,
      individual_use: true,
      email_restrictions: ['ines@casa.example'],
      minimum_amount: '20.00',
      product_ids: [93],
    });
    expect(Date.parse(coupon?.date_expires ?? '')).toBe(promised?.expiresAt.getTime());
    expect(promised?.carry('https://casa.example/cart?a=b')).toBe(
      `https://casa.example/cart?a=b&apply_coupon=${promised?.code}`,
    );
  });

  it('is made once, also when the answer of the store is lost', async () => {
    const made = world.store.coupons.size;
    const coupons = createWooCoupons({
      clientOf: world.clientOf,
      addressesOf: async () => new Map([[asContactId(ines), 'ines@casa.example']]),
    });
    const code = {
      code: 'AAAAA-22222',
      contact: asContactId(ines),
      title: 'Ten',
      expiresAt: new Date('2030-01-01T00:00:00Z'),
      terms: {
        value: { kind: 'amount', amount: '5.00' },
        minimum: null,
        appliesTo: { kind: 'everything' },
      },
    } as const;

    const first = await coupons.make(shop.id, [code]);
    const again = await coupons.make(shop.id, [code]);

    expect(again.made).toEqual(first.made);
    expect(world.store.coupons.size).toBe(made + 1);
    expect(world.store.coupons.get(Number(first.made[0]?.ref))).toMatchObject({
      discount_type: 'fixed_cart',
      amount: '5.00',
    });
  });

  it('is not made for somebody without an address', async () => {
    await ask('m2', 'nobody');
    const before = world.store.coupons.size;

    await tending.shop(shop.id);

    expect(world.store.coupons.size).toBe(before);
  });

  it('that is given back leaves the store', async () => {
    const answer = await ask('m1');
    const code = answer?.kind === 'code' ? answer.promised.code.toLowerCase() : '';
    const isThere = () => [...world.store.coupons.values()].some((one) => one.code === code);
    expect(isThere()).toBe(true);

    await createOfferCodes(world.data.connection).release(shop.id, [asMessageId('m1')]);
    await tending.shop(shop.id);

    expect(isThere()).toBe(false);
  });

  it('waits for a store that is ill, and is made when it is well', async () => {
    await ask('m3');
    world.store.fail(1);
    await tending.all();
    expect((await ask('m3'))?.kind).toBe('later');

    await tending.all();

    expect((await ask('m3'))?.kind).toBe('code');
  });

  it('counts in the ledger with what it took off, less what was paid back', async () => {
    const answer = await ask('m4');
    const code = answer?.kind === 'code' ? answer.promised.code.toLowerCase() : '';
    const order = wooOrder(900, new Date(Date.now() - 60_000), {
      total: '18.00',
      coupon_lines: [{ code, discount: '1.65', discount_tax: '0.35' }],
      refunds: [{ id: 1, total: '-9.00' }],
    });

    expect(await world.store.deliver('order.created', order)).toEqual([200]);
    await world.apply();

    const [line] = await createOfferLedger(world.data.connection).read(shop.id, world.data.clock.now());
    expect(line).toMatchObject({
      offer: 'ten',
      redeemed: 1,
      costs: [{ currency: 'EUR', amount: '2.00', net: '1.00' }],
    });
    const [kept] = await world.data.shop.orders.findMany(shop.id, ['900']);
    expect(kept?.total).toEqual({ amount: '9.00', currency: 'EUR' });
  });
});
