import { readConfig } from '../../app/config.ts';
import { openData } from '../../app/wiring/data.ts';
import { wireFlows } from '../../app/wiring/flows.ts';
import { wireIntake } from '../../app/wiring/intake.ts';
import { wireWooDisconnect, wireWooInvite } from '../../app/wiring/woocommerce.ts';
import { toMerchantDelivery } from '../../insights/privacy/merchant-delivery.ts';
import { silentLogger } from '../../lib/logger.ts';
import { shopIdOfStore } from '../../platforms/woocommerce/store-address.ts';
import { eventually } from '../eventually.ts';
import { startFakeWoocommerce } from '../fake-woocommerce/fake-woocommerce.ts';
import { wooCustomer, wooOrder, wooProduct } from '../fake-woocommerce/woo-payloads.ts';
import type { World } from '../scenarios/world.ts';
import { people } from './driver.ts';
import type { Name, PlatformDriver } from './driver.ts';

const addressOf = (name: Name): string => `${name}@woo.example`;
const orderIdOf = (name: Name): number => 500 + people.indexOf(name);
const customerIdOf = (name: Name): number => 70 + people.indexOf(name);
const pastBuyer = 'past1@woo.example';
const longAgo = new Date('2026-05-01T10:00:00Z');

/** As the process that serves `world` has it. */
const configOf = (world: World) =>
  readConfig({
    MONGODB_URI: world.mongodbUri,
    SHOPIFY_API_KEY: 'test-key',
    SHOPIFY_API_SECRET: 'test-secret',
    APP_URL: world.appUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    ENCORE_DEMO: '1',
    DEMO_STORE_URL: world.appUrl,
    MAIL_TRANSPORT: 'outbox',
  });

export const createWooDriver = async (world: World): Promise<PlatformDriver> => {
  const store = await startFakeWoocommerce();
  const data = await openData(world.connection, { watchClock: true });
  const parts = { config: configOf(world), data };
  const shop = shopIdOfStore(store.url);
  const placedAt = new Map<Name, Date>();
  let told = 0;
  let last: { topic: string; body: object; id: string } | undefined;

  const nextId = (): string => `told-${(told += 1)}`;
  const tell = async (topic: string, body: object, id = nextId()) => {
    last = { topic, body, id };
    const statuses = await store.deliver(topic, body, { 'x-wc-webhook-delivery-id': id });
    if (statuses.some((status) => status !== 200) || statuses.length === 0)
      throw new Error(`${topic} was answered ${statuses.join()}`);
  };
  const orderOf = (name: Name, changes: object): object =>
    wooOrder(orderIdOf(name), placedAt.get(name) ?? world.now(), {
      billing: { email: addressOf(name), first_name: name, last_name: 'Vogel', country: 'ES', phone: '' },
      customer_id: customerIdOf(name),
      date_modified_gmt: world.now().toISOString().slice(0, 19),
      ...changes,
    });
  const switchFlowsOn = async (): Promise<void> => {
    const { service } = wireFlows(data, silentLogger);
    const flow = 'abandoned-checkout';
    const rev = (await service.find(shop, flow))?.rev ?? 0;
    await service.setStatus({ shop, user: '42' }, { flow, status: 'live', rev });
  };
  return {
    platform: 'woocommerce',
    shop,
    addressOf,
    pastBuyer,
    connect: async () => {
      const { orders, customers, products } = store.documents;
      orders.set(1, wooOrder(1, longAgo, { billing: { email: pastBuyer } }));
      products.set(93, wooProduct(93, longAgo));
      for (const name of people)
        customers.set(
          customerIdOf(name),
          wooCustomer(customerIdOf(name), longAgo, { email: addressOf(name) }),
        );
      const invitation = await wireWooInvite(parts)(store.url);
      const pressed = await fetch(invitation, { method: 'POST', redirect: 'manual' });
      const agreed = await store.agree(pressed.headers.get('location') ?? '');
      if (agreed !== 200) throw new Error(`the keys were answered ${agreed}`);
      await eventually(
        async () => (await data.shop.contacts.findByAddress(shop, pastBuyer)) !== undefined,
        60_000,
      );
      await eventually(() => store.webhooks.length === 11, 60_000);
      // A store at 127.0.0.1 has no domain that it could mail from.
      await data.shop.shops.updateSettings(shop, {
        sender: { name: 'Casa Verde', address: 'hello@casa.example' },
      });
      await switchFlowsOn();
    },
    leave: async (name) => {
      placedAt.set(name, world.now());
      await tell('order.created', orderOf(name, { status: 'checkout-draft', date_paid_gmt: null }));
    },
    buy: (name) => tell('order.updated', orderOf(name, { status: 'processing' })),
    ship: (name) =>
      tell(
        'order.updated',
        orderOf(name, { status: 'completed', date_completed_gmt: world.now().toISOString().slice(0, 19) }),
      ),
    renameProduct: (title) => tell('product.updated', wooProduct(93, world.now(), { name: title })),
    rename: (name, firstName) =>
      tell(
        'customer.updated',
        wooCustomer(customerIdOf(name), world.now(), { email: addressOf(name), first_name: firstName }),
      ),
    repeat: async () => {
      if (last === undefined) return;
      const { topic, body, id } = last;
      await tell(topic, body, id);
      await tell(topic, body, `${id}-again`);
    },
    forget: async (name) => {
      const contact = await data.shop.contacts.findByAddress(shop, addressOf(name));
      if (contact === undefined) throw new Error(`nobody knows ${name}`);
      const { requestId: _id, ...delivery } = toMerchantDelivery(shop, 'erase', { contact, at: world.now() });
      await wireIntake(data).accept(delivery);
    },
    vanish: async () => {
      const done = await wireWooDisconnect(parts)(store.url, { forget: true });
      if (done.removed !== 11 || store.webhooks.length > 0) throw new Error(JSON.stringify(done));
    },
    close: async () => {
      await store.close();
      await data.clock.close();
    },
  };
};
