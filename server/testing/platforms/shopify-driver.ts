import { asShopId } from '../../lib/brand.ts';
import { sampleCustomer, sampleShop } from '../fake-shopify/far-side-samples.ts';
import type { FarChange } from '../fake-shopify/far-side-store.ts';
import { coffee, past, variantOf } from '../scenarios/past.ts';
import type { World } from '../scenarios/world.ts';
import { people } from './driver.ts';
import type { Name, PlatformDriver } from './driver.ts';

const addressOf = (name: Name): string => `${name}@shopify.example`;
const customerIdOf = (name: Name): string => `70640550693037${people.indexOf(name)}`;

/** The shop's own past, and three people with accounts who have said nothing of mail. */
export const shopifyPast: readonly FarChange[] = [
  ...past,
  ...people.map((name): FarChange => ({
    kind: 'customer',
    value: {
      ...sampleCustomer,
      id: customerIdOf(name),
      email: addressOf(name),
      marketing: { state: 'not_subscribed', updatedAt: null },
    },
  })),
];

/** The world is opened with the app installed: what a merchant does for it is one click. */
export const createShopifyDriver = (world: World): PlatformDriver => {
  const { floor, sender, store } = world.far;
  const tokens = new Map<Name, string>();
  const orders = new Map<Name, string>();
  const tell = (topic: string, body: object): void => void sender.send(topic, body, world.now());
  const shopBody = { shop_id: 548380009, shop_domain: sampleShop.domain };
  return {
    platform: 'shopify',
    shop: asShopId(sampleShop.domain),
    addressOf,
    pastBuyer: 'past1@example.com',
    connect: async () => undefined,
    leave: async (name) => {
      const { token } = floor.saveCheckout({
        cartToken: `cart-${name}`,
        items: [{ variantId: variantOf(coffee), quantity: 1 }],
        email: addressOf(name),
        firstName: name,
        lastName: 'Vogel',
        acceptsMarketing: true,
      });
      tokens.set(name, token);
    },
    buy: async (name) => void orders.set(name, floor.buy(tokens.get(name) ?? '').id),
    ship: async (name) => void floor.fulfil(orders.get(name) ?? ''),
    renameProduct: async (title) =>
      tell('products/update', {
        id: coffee.id,
        title,
        handle: coffee.handle,
        status: 'active',
        updated_at: world.now().toISOString(),
        variants: coffee.variants.map(({ id, price }) => ({ id, title: 'One', price })),
      }),
    rename: async (name, firstName) =>
      tell('customers/update', {
        id: customerIdOf(name),
        email: addressOf(name),
        first_name: firstName,
        last_name: 'Vogel',
        updated_at: world.now().toISOString(),
      }),
    repeat: async () => {
      const order = store.orders.get(orders.get('ben') ?? '');
      if (order !== undefined) for (let time = 0; time < 2; time += 1) floor.fulfil(order.id);
    },
    forget: async (name) =>
      tell('customers/redact', {
        ...shopBody,
        customer: { id: customerIdOf(name), email: addressOf(name) },
        orders_to_redact: [],
      }),
    vanish: async () => {
      tell('app/uninstalled', { id: 548380009 });
      await sender.settled(20_000);
      tell('shop/redact', shopBody);
    },
    close: async () => undefined,
  };
};
