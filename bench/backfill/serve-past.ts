import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Readable } from 'node:stream';

/** Nobody's past, as large as wanted: Shopify's bulk results line by line, made as they are read. */
export interface PastSize {
  readonly products: number;
  readonly customers: number;
  readonly orders: number;
  /** Lines of the orders' file, from 1, that are cut off; each has to be an order's item. */
  readonly broken?: readonly number[] | undefined;
}

const line = (node: object): string => `${JSON.stringify(node)}\n`;
const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
const dayMs = 86_400_000;
const newestMs = Date.UTC(2026, 9, 1);
/** Spread over two years, oldest first. */
const timeOf = (index: number, count: number): string =>
  new Date(newestMs - 730 * dayMs * (1 - index / count)).toISOString();

const productLines = function* ({ products }: PastSize): Generator<string> {
  for (let n = 0; n < products; n += 1) {
    const id = `gid://shopify/Product/${7000 + n}`;
    const updatedAt = timeOf(n, products);
    const words = { title: `Lamp ${n}`, handle: `lamp-${n}`, vendor: 'Lumen', productType: 'Lamp' };
    yield line({ id, ...words, status: 'ACTIVE', updatedAt, onlineStoreUrl: null, featuredMedia: null });
    const variant = { id: `gid://shopify/ProductVariant/${70_000 + n}`, title: 'One', price: '24.00' };
    yield line({ ...variant, sku: `L-${n}`, availableForSale: true, __parentId: id });
  }
};

const customerOf = (n: number) => ({
  id: `gid://shopify/Customer/${600_000 + n}`,
  firstName: `First${n}`,
  lastName: `Last${n}`,
});

const customerLines = function* ({ customers }: PastSize): Generator<string> {
  for (let n = 0; n < customers; n += 1) {
    const at = timeOf(n, customers);
    const marketing = {
      marketingState: 'SUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      marketingUpdatedAt: at,
    };
    yield line({
      ...customerOf(n),
      locale: 'en',
      createdAt: at,
      updatedAt: at,
      defaultEmailAddress: { emailAddress: `person${n}@bench.example`, ...marketing },
      defaultPhoneNumber: null,
      defaultAddress: { countryCodeV2: 'DE' },
    });
  }
};

const orderLines = function* ({ products, customers, orders }: PastSize): Generator<string> {
  for (let n = 0; n < orders; n += 1) {
    const at = timeOf(n, orders);
    const id = `gid://shopify/Order/${5_000_000 + n}`;
    const buyer = (n * 7919) % customers;
    yield line({
      id,
      name: `#${n}`,
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      cancelledAt: null,
      test: false,
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: 'FULFILLED',
      email: `person${buyer}@bench.example`,
      customer: customerOf(buyer),
      currentTotalPriceSet: money('48.00'),
      fulfillments: [{ createdAt: at }],
    });
    for (let part = 0; part < 2; part += 1) {
      const product = (n * 31 + part * 17) % products;
      yield line({
        id: `gid://shopify/LineItem/${n * 2 + part}`,
        quantity: 1,
        currentQuantity: 1,
        title: `Lamp ${product}`,
        variantTitle: 'One',
        vendor: 'Lumen',
        sku: `L-${product}`,
        product: { id: `gid://shopify/Product/${7000 + product}` },
        variant: { id: `gid://shopify/ProductVariant/${70_000 + product}` },
        originalUnitPriceSet: money('24.00'),
        __parentId: id,
      });
    }
  }
};

const withBroken = function* (size: PastSize): Generator<string> {
  const broken = new Set(size.broken);
  let number = 0;
  for (const one of orderLines(size)) {
    number += 1;
    yield broken.has(number) ? `${one.slice(0, 40)}\n` : one;
  }
};

const makers: Readonly<Record<string, (size: PastSize) => Generator<string>>> = {
  '/products': productLines,
  '/customers': customerLines,
  '/orders': withBroken,
};

/** Lines go out in pieces as large as a socket takes them: one write a line would measure the server. */
const inChunks = function* (lines: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const one of lines) {
    text += one;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
};

/** How many lines each file has, as Shopify counts them. */
const countsOf = ({ products, customers, orders }: PastSize): Readonly<Record<string, number>> => ({
  '/count/products': 2 * products,
  '/count/customers': customers,
  '/count/orders': 3 * orders,
});

export const servePast = (size: PastSize): Promise<Server> =>
  new Promise((resolve) => {
    const counts = countsOf(size);
    const server = createServer((request, response) => {
      const count = counts[request.url ?? ''];
      if (count !== undefined) return response.end(String(count));
      const make = makers[request.url ?? ''];
      if (make === undefined) return response.writeHead(404).end();
      return Readable.from(inChunks(make(size))).pipe(response);
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
