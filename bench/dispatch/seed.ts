import type { EnrollmentId } from '../../server/lib/brand.ts';
import { asFlowId } from '../../server/lib/brand.ts';
import type { NewEnrollment } from '../../server/engine/engine-store.ts';
import type { Enrollment } from '../../server/engine/enrollment.ts';
import { enrollmentIdOf } from '../../server/engine/enrollment-id.ts';
import { versionKey } from '../../server/engine/ports.ts';
import { createGateFacts } from '../../server/mail/gate-facts.ts';
import type { FactOf, StoreFact } from '../../server/shop/facts.ts';
import { createRecordFacts } from '../../server/shop/record-facts.ts';
import { benchShop } from '../harness/bench-shop.ts';
import { bareMails } from './bare-mail.ts';
import type { BareMail, BareMailRow } from './bare-mail.ts';
import { dispatchShop, flowKey } from './world.ts';
import type { DispatchWorld } from './world.ts';

const bulk = 250;
const products = 20;
const minuteMs = 60_000;

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

const tokenOf = (number: number): string => `checkout-${number}`;

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
  from: number,
  at: Date,
): Promise<readonly NewEnrollment[]> => {
  const numbers = Array.from({ length: bulk }, (_, index) => from + index);
  const record = createRecordFacts(data.shop);
  await record(
    dispatchShop,
    numbers.flatMap((number) => checkoutFacts(number, at)),
    'webhook',
  );
  const checkouts = await data.shop.checkouts.findMany(dispatchShop, numbers.map(tokenOf));
  const [flow] = (await flows.runtime.flows.list(dispatchShop)).filter(({ kind }) => kind === flowKey);
  const entries = checkouts.flatMap(({ contact, token }) =>
    contact === undefined
      ? []
      : {
          shop: dispatchShop,
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

/** What a mail of these enrollments holds, as their own flow says it. */
const bareMailsOf = async (
  { data, flows }: DispatchWorld,
  enrollments: readonly Enrollment[],
): Promise<readonly BareMail[]> => {
  const programs = await flows.runtime.programs.load(enrollments);
  const requests = enrollments.flatMap((enrollment) => {
    const program = programs.get(versionKey(enrollment));
    return program === undefined ? [] : [{ enrollment, program }];
  });
  const people = enrollments.map(({ contact }) => contact);
  const [briefs, recipients] = await Promise.all([
    flows.ports.flows.brief(dispatchShop, requests, data.clock.now()),
    createGateFacts(data.shop).recipients(dispatchShop, people),
  ]);
  return enrollments.flatMap((enrollment) => {
    const content = briefs.get(enrollment.id)?.content;
    const recipient = recipients.get(enrollment.contact);
    return content === undefined || 'none' in content || recipient === undefined
      ? []
      : [{ enrollment, recipient, content }];
  });
};

const insertBareMails = async (world: DispatchWorld, ids: readonly EnrollmentId[]): Promise<number> => {
  const mails = await bareMailsOf(world, await world.data.engine.store.findMany(ids));
  const rows = mails.map((mail): BareMailRow => ({
    ...mail,
    _id: mail.enrollment.id,
    state: 'due',
    dueAt: mail.enrollment.dueAt ?? world.data.clock.now(),
  }));
  await world.connection.collection<BareMailRow>(bareMails).insertMany(rows);
  return rows.length;
};

/** So many people are due for their first cart mail, for us and, in a form it needs, for each baseline. */
export const seedDue = async (world: DispatchWorld, due: number): Promise<void> => {
  const { data, flows, connection } = world;
  const at = new Date(data.clock.now().getTime() - 31 * minuteMs);
  await data.shop.shops.install(dispatchShop, { platform: 'shopify', settings: benchShop, at });
  await flows.service.ensurePresets(dispatchShop, 'live');
  const catalogue = Array.from({ length: products }, (_, number) => productFact(number, at));
  await createRecordFacts(data.shop)(dispatchShop, catalogue, 'webhook');
  await connection.collection(bareMails).createIndex({ state: 1, dueAt: 1 });
  let seeded = 0;
  for (let from = 0; from < due; from += bulk) {
    const entries = await enrollPeople(world, from, at);
    seeded += await insertBareMails(world, entries.map(enrollmentIdOf));
  }
  if (seeded !== due) throw new Error(`${seeded} of ${due} people could be seeded`);
};
