import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { PurchaseLine } from '../../server/recommendations/reorder-model.ts';
import { makeShop } from './made-shop.ts';

export interface LargeFile {
  readonly lines: number;
  readonly orders: number;
  readonly customers: number;
}

const columns =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,' +
  'Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,' +
  'Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Vendor,Id';

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`;

/** The first row of an order says what only first rows say. */
const rowOf = (
  { customer, productId, at, quantity }: PurchaseLine,
  order: number,
  isFirst: boolean,
): string => {
  const when = timeOf(at);
  const head = isFirst
    ? `paid,${when},fulfilled,${when},yes,EUR,19.90,4.90,1.20,26.00,,0.00,Standard`
    : ','.repeat(12);
  const item = `${quantity},"Product, ${productId}",9.95,,${productId},true,true,fulfilled,Lumen`;
  return `#${order},${customer},${head},${when},${item},${isFirst ? 5_000_000_000 + order : ''}\n`;
};

/** An export of orders as Shopify writes it, oldest order first, of a made shop; with `lines` lines. */
export const writeLargeFile = async (path: string, lines: number): Promise<LargeFile> => {
  const made = makeShop({ seed: 1, customers: lines / 16, products: 5000, days: 540, stretch: 1, kept: 1 });
  const orders = [...Map.groupBy(made.lines, ({ order }) => order).values()];
  orders.sort(([a], [b]) => (a?.at ?? 0) - (b?.at ?? 0));
  const out = createWriteStream(path);
  out.write(`${columns}\n`);
  const customers = new Set<string>();
  let [written, count] = [0, 0];
  for (const order of orders) {
    if (written === lines) break;
    const own = order.slice(0, lines - written);
    count += 1;
    written += own.length;
    for (const { customer } of own) customers.add(customer);
    const rows = own.map((line, place) => rowOf(line, count, place === 0)).join('');
    if (!out.write(rows)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { lines: written, orders: count, customers: customers.size };
};
