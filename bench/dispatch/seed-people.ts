import { asFlowId } from '../../server/lib/brand.ts';
import type { ShopId } from '../../server/lib/brand.ts';
import type { NewEnrollment } from '../../server/engine/engine-store.ts';
import type { FactOf, StoreFact } from '../../server/shop/facts.ts';
import { createRecordFacts } from '../../server/shop/record-facts.ts';
import { benchShop } from '../harness/bench-shop.ts';
import { flowKey } from './world.ts';
import type { DispatchWorld } from './world.ts';

const bulk = 250;
const products = 20;
const minuteMs = 60_000;

export interface Seeding {
  readonly shop: ShopId;
  /** Last activity of every checkout: thirty minutes later its first mail is due. */
  readonly at: Date;
}

const productFact = (number: number, at: Date): FactOf<'product'> => ({
  kind: 'product',
  stamp: at.toISOString(),
  product: {
    id: `${number}`,
    title: `Cedar Hand Wash No. ${number}`,
    handle: `cedar-${number}`,
    vendor: 'Lumen',
    productType: 'Bath',
    imageUrl: `https://cdn.lumen.example/${number}.jpg`,
    status: 'active',
    variants: [{ id: `v${number}`, title: '500 ml', price: '24.00', available: true }],
    updatedAt: at,
  },
});

const lineOf = (number: number) => ({
  productId: `${number % products}`,
  variantId: `v${number % products}`,
  title: `Cedar Hand Wash No. ${number % products}`,
  variantTitle: '500 ml',
  vendor: 'Lumen',
  quantity: 1 + (number % 3),
  price: '24.00',
});

export const tokenOf = (number: number): string => `checkout-${number}`;

const checkoutFacts = (number: number, at: Date): readonly StoreFact[] => {
  const person = {
    address: `person-${number}@mail.example`,
    customerId: `customer-${number}`,
    firstName: 'Mara',
    lastName: `Lind ${number}`,
  };
  const checkout = {
    token: tokenOf(number),
    address: person.address,
    customerId: person.customerId,
    recoveryUrl: `https://lumen.example/checkouts/${number}/recover?key=k${number}`,
    lines: [lineOf(number), lineOf(number + 7)],
    total: { amount: '72.00', currency: 'EUR' },
    createdAt: at,
    updatedAt: at,
  };
  const consent = { person, state: 'subscribed', source: 'checkout', statedAt: at } as const;
  return [
    { kind: 'checkout', checkout, person, stamp: at.toISOString() },
    { kind: 'consent', consent },
  ];
};

/** People with consent and a checkout each, through the product's own recording of facts, then enrolled and due. */
const enrollPeople = async (
  { data, flows }: DispatchWorld,
  numbers: readonly number[],
  { shop, at }: Seeding,
): Promise<readonly NewEnrollment[]> => {
  const record = createRecordFacts(data.shop);
  await record(
    shop,
    numbers.flatMap((number) => checkoutFacts(number, at)),
    'webhook',
  );
  const checkouts = await data.shop.checkouts.findMany(shop, numbers.map(tokenOf));
  const [flow] = (await flows.runtime.flows.list(shop)).filter(({ kind }) => kind === flowKey);
  const entries = checkouts.flatMap(({ contact, token }) =>
    contact === undefined
      ? []
      : {
          shop,
          flow: flow?.id ?? asFlowId(flowKey),
          contact,
          about: token,
          occurrence: '',
          version: flow?.version ?? 1,
          dueAt: new Date(at.getTime() + 30 * minuteMs),
          step: 'wait-1',
          anchorAt: at,
          plannedAt: at,
          variables: { createdAt: at.toISOString(), lines: 2 },
          heldOut: false,
          enteredAt: at,
        },
  );
  await data.engine.store.enrollMany(entries);
  return entries;
};

/** An installed shop with a catalogue and its flows live. */
export const seedShop = async ({ data, flows }: DispatchWorld, { shop, at }: Seeding): Promise<void> => {
  await data.shop.shops.install(shop, { platform: 'shopify', settings: benchShop, at });
  await flows.service.ensurePresets(shop, 'live');
  const catalogue = Array.from({ length: products }, (_, number) => productFact(number, at));
  await createRecordFacts(data.shop)(shop, catalogue, 'webhook');
};

/** So many people with consent and a checkout each, waiting for their first mail; a bulk at a time. */
export async function* seedPeople(
  world: DispatchWorld,
  count: number,
  seeding: Seeding,
): AsyncGenerator<readonly NewEnrollment[]> {
  for (let from = 0; from < count; from += bulk) {
    const length = Math.min(bulk, count - from);
    yield await enrollPeople(
      world,
      Array.from({ length }, (_, index) => from + index),
      seeding,
    );
  }
}
