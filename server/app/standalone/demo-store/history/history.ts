import type {
  FarChange,
  FarCustomer,
  FarLine,
  FarOrder,
  FarProduct,
} from '../../../../testing/fake-shopify/far-side-store.ts';
import type { CatalogueItem } from '../catalogue/item.ts';
import { companionsOf, createHabits, oneOff } from './baskets.ts';
import { createPerson } from './people.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export interface HistoryOptions {
  readonly seed: number;
  /** When the demo was first started: history ends here. */
  readonly until: Date;
  readonly products: readonly FarProduct[];
  readonly customers?: number;
}

const dayMs = 86_400_000;
const yearDays = 365;

/** Something somebody bought, by day counted from the beginning. */
interface Purchase {
  readonly customer: FarCustomer;
  readonly day: number;
  readonly items: readonly CatalogueItem[];
  readonly variant: number;
}

const habitPurchases = (customer: FarCustomer, joined: number, random: Random): readonly Purchase[] =>
  createHabits(random).flatMap(({ item, everyDays, variant }) => {
    const purchases: Purchase[] = [];
    let day = joined + random.next() * 20;
    while (day < yearDays && purchases.length < 14) {
      purchases.push({ customer, day, items: [item, ...companionsOf(item, random, 0.3)], variant });
      // One household in fourteen drifts away after each purchase.
      if (random.chance(0.07)) break;
      day += random.gamma(everyDays, 14);
    }
    return purchases;
  });

/** A keepsake now, and often what goes with it a month later: a camera, then the tripod. */
const oneOffPurchases = (customer: FarCustomer, joined: number, random: Random): readonly Purchase[] => {
  const item = oneOff(random);
  if (item === undefined) return [];
  const day = joined + random.next() * (yearDays - joined);
  const first = {
    customer,
    day,
    items: [item, ...companionsOf(item, random, 0.25)],
    variant: random.below(4),
  };
  const later = companionsOf(item, random, 0.55);
  const laterDay = day + random.gamma(30, 6);
  return later.length === 0 || laterDay > yearDays
    ? [first]
    : [first, { ...first, day: laterDay, items: later }];
};

const purchasesOf = (customer: FarCustomer, joined: number, random: Random): readonly Purchase[] => [
  ...habitPurchases(customer, joined, random),
  ...(random.chance(0.6) ? oneOffPurchases(customer, joined, random) : []),
];

const lineId = (order: number, line: number): string =>
  `${890_123_456_000_000_000n + BigInt(order * 20 + line)}`;

const toLine = (
  item: CatalogueItem,
  product: FarProduct,
  at: { order: number; line: number; variant: number },
): FarLine => {
  const variant = product.variants[at.variant % product.variants.length];
  return {
    id: lineId(at.order, at.line),
    productId: product.id,
    variantId: variant?.id ?? product.id,
    title: item.title,
    variantTitle: product.variants.length > 1 ? (variant?.title ?? null) : null,
    vendor: item.vendor,
    sku: variant?.sku ?? item.handle,
    price: variant?.price ?? item.price,
    quantity: 1,
  };
};

interface OrderContext {
  readonly startMs: number;
  readonly untilMs: number;
  readonly byHandle: ReadonlyMap<string, FarProduct>;
  readonly random: Random;
}

const toOrder = (purchase: Purchase, index: number, context: OrderContext): FarOrder => {
  const { random, startMs, untilMs, byHandle } = context;
  const placedMs = Math.floor((startMs + purchase.day * dayMs) / 1000) * 1000;
  const fulfilledMs = placedMs + Math.floor(random.gamma(1.7, 5) * 86_400) * 1000;
  const isCancelled = random.chance(0.015);
  const isFulfilled = !isCancelled && fulfilledMs < untilMs;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const lines = purchase.items.flatMap((item, line) => {
    const product = byHandle.get(item.handle);
    return product === undefined
      ? []
      : [toLine(item, product, { order: index, line, variant: purchase.variant })];
  });
  return {
    id: `${5_640_000_000_000n + BigInt(index * 1000)}`,
    number: 1001 + index,
    token: `past${index.toString(16).padStart(8, '0')}`,
    checkoutToken: null,
    cartToken: null,
    customerId: purchase.customer.id,
    email: purchase.customer.email,
    acceptsMarketing: purchase.customer.marketing.state === 'subscribed',
    lines: random.chance(0.12) ? lines.map((line) => ({ ...line, quantity: 2 })) : lines,
    placedAt: iso(placedMs),
    updatedAt: iso(isFulfilled ? fulfilledMs : placedMs),
    fulfilledAt: isFulfilled ? iso(fulfilledMs) : null,
    cancelledAt: isCancelled ? iso(placedMs) : null,
    test: false,
  };
};

/** Twelve months of a shop's past. The same options give the same past, id by id. */
export const createHistory = (options: HistoryOptions): readonly FarChange[] => {
  const random = createRandom(options.seed);
  const untilMs = options.until.getTime();
  const startMs = untilMs - yearDays * dayMs;
  const joins = Array.from(
    { length: options.customers ?? 420 },
    () => random.next() ** 1.4 * (yearDays - 20),
  );
  const people = joins.map((joined, index) => ({
    joined,
    customer: createPerson(index, random, new Date(startMs + joined * dayMs)),
  }));
  const purchases = people
    .flatMap(({ customer, joined }) => purchasesOf(customer, joined, random))
    .filter((purchase) => purchase.day < yearDays - 0.05)
    .toSorted((left, right) => left.day - right.day);
  const byHandle = new Map(options.products.map((product) => [product.handle, product]));
  const context = { startMs, untilMs, byHandle, random };
  return [
    ...people.map(({ customer }) => ({ kind: 'customer' as const, value: customer })),
    ...purchases.map((purchase, index) => ({
      kind: 'order' as const,
      value: toOrder(purchase, index, context),
    })),
  ];
};
