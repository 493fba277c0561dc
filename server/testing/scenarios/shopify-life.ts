import { embeddedAppPath } from '../../app/standalone/demo-store/live/install-encore.ts';
import { asShopId } from '../../lib/brand.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import { eventually } from '../eventually.ts';
import { sampleCustomer, sampleShop } from '../fake-shopify/far-side-samples.ts';
import type { FarChange } from '../fake-shopify/far-side-store.ts';
import { coffee, past, variantOf } from './past.ts';
import type { World } from './world.ts';

export const shop = asShopId(sampleShop.domain);

const personNames = ['ada', 'ben', 'cleo', 'dora', 'emil'] as const;
type Name = (typeof personNames)[number];

export const addressOf = (name: Name): string => `${name}@life.example`;
const customerIdOf = (name: Name): string => `70640550693037${personNames.indexOf(name)}`;

/** Five subscribers besides the shop's own past. */
export const lifePast: readonly FarChange[] = [
  ...past,
  ...personNames.map((name): FarChange => ({
    kind: 'customer',
    value: { ...sampleCustomer, id: customerIdOf(name), email: addressOf(name), firstName: name },
  })),
];

const leave = ({ far }: World, name: Name): string =>
  far.floor.saveCheckout({
    cartToken: `cart-${name}`,
    items: [{ variantId: variantOf(coffee), quantity: 2 }],
    email: addressOf(name),
    firstName: name,
    lastName: 'Vogel',
    acceptsMarketing: false,
  }).token;

/** Whatever was lost on its way is found before time goes on. */
export const pass = async (world: World, duration: string): Promise<void> => {
  await world.far.sender.settled(20_000);
  await world.wind('PT0S');
  await world.upkeep.reconcile();
  await world.wind('PT0S');
  await world.wind(duration);
};

const unsubscribe = async (world: World, name: Name): Promise<void> => {
  const [mail] = await world.outbox(addressOf(name));
  const url = /<(.+?)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const answer = await fetch(url, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`the unsubscribe of ${name} was answered ${answer.status}`);
};

/** Ada is mailed twice, Ben buys at once, Cleo after the first mail, Dora leaves us, Emil leaves the shop's list. */
export const liveThrough = async (world: World, between: () => void): Promise<void> => {
  const { far } = world;
  const tokens = new Map(personNames.map((name) => [name, leave(world, name)]));
  between();
  far.floor.buy(tokens.get('ben') ?? '');
  far.floor.setMarketing(customerIdOf('emil'), 'unsubscribed');
  await pass(world, 'PT31M');
  between();
  far.floor.fulfil(far.floor.buy(tokens.get('cleo') ?? '').id);
  await unsubscribe(world, 'dora');
  await world.wind('PT0S');
  between();
  // A worker may have taken it up already, and be waiting for Shopify to recover.
  await eventually(async () => {
    await world.upkeep.writeConsents();
    return far.store.customers.get(customerIdOf('dora'))?.marketing.state === 'unsubscribed';
  }, 90_000);
  await pass(world, 'PT30H');
};

const waitingOf = async (world: World, name: Name): Promise<number> =>
  (await world.dueAts(addressOf(name), 'abandoned-checkout')).length;

/** What is left of it all, in words that are the same in every world. */
export const endOf = async (world: World) => {
  const { contacts, consents, orders, checkouts } = createShopRepositories(world.connection);
  const people = await Promise.all(
    personNames.map(async (name) => {
      const contact = await contacts.findByAddress(shop, addressOf(name));
      const ids = contact === undefined ? [] : [contact.id];
      const bought = await orders.findByContacts(shop, ids);
      const left = await checkouts.findByContacts(shop, ids);
      return {
        name,
        customerIds: contact?.customerIds,
        consent: (await consents.find(shop, addressDigest(shop, addressOf(name))))?.state,
        orders: bought.map(({ total, fulfilledAt }) => `${total.amount} ${fulfilledAt ? 'sent' : 'placed'}`),
        checkouts: left.map(({ total, lines }) => `${total.amount} of ${lines.length}`),
        mails: (await world.outbox(addressOf(name))).map(({ step }) => step),
        waiting: await waitingOf(world, name),
        atShopify: world.far.store.customers.get(customerIdOf(name))?.marketing.state,
      };
    }),
  );
  return people;
};

const tell = async (world: World, topic: string, body: object): Promise<void> => {
  world.far.sender.send(topic, body, world.now());
  await world.far.sender.settled(20_000);
  await world.wind('PT0S');
};

const shopBody = { shop_id: 548380009, shop_domain: sampleShop.domain };
const customerBody = (name: Name): object => ({
  ...shopBody,
  customer: { id: customerIdOf(name), email: addressOf(name), phone: null },
});

export const askForData = (world: World): Promise<void> =>
  tell(world, 'customers/data_request', {
    ...customerBody('ada'),
    orders_requested: [],
    data_request: { id: 9999 },
  });

export const redactDora = (world: World): Promise<void> =>
  tell(world, 'customers/redact', { ...customerBody('dora'), orders_to_redact: [] });

export const uninstall = (world: World): Promise<void> => tell(world, 'app/uninstalled', { id: 548380009 });
export const redactShop = (world: World): Promise<void> => tell(world, 'shop/redact', shopBody);

export const installAgain = async (world: World): Promise<void> => {
  const path = embeddedAppPath({ shop, apiKey: 'test-key', apiSecret: 'test-secret' });
  await eventually(async () => (await fetch(world.appUrl + path)).status === 200, 30_000);
  const { shops } = createShopRepositories(world.connection);
  await eventually(async () => (await shops.find(shop))?.backfill?.state === 'done', 30_000);
};

/** The merchant grants these alone, and Shopify tells of it. */
export const grant = async (world: World, scopes: readonly string[]): Promise<void> => {
  world.far.grant(scopes);
  await world.far.sender.settled(20_000);
  await world.wind('PT0S');
};
