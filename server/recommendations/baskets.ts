import type { History } from './history.ts';
import { dayMs } from './reorder-model.ts';
import { allRows, rowsByTime, sortedBy, startsOf } from './sort-columns.ts';
import { at } from './survival.ts';

/** Orders as sets of products, each person's oldest first. Item i belongs to order `orderOf[i]`. */
export interface Baskets {
  readonly orders: number;
  readonly products: number;
  /** Items of order o: `starts[o]` to `starts[o + 1]`. */
  readonly starts: Int32Array;
  readonly product: Int32Array;
  /** 1 where the person buys the product for the first time. */
  readonly isNew: Uint8Array;
  readonly orderOf: Int32Array;
  readonly customerOf: Int32Array;
  /** Days since 1970, with fraction. */
  readonly dayOf: Float64Array;
}

/** Rows before `asOf` by customer, time and order. */
export const basketRows = (history: History, asOf: number): Int32Array => {
  const { at: times, order } = history;
  const byTime = rowsByTime(times).filter((row) => at(times, row) < asOf);
  const firstAt = new Float64Array(history.orders.size()).fill(asOf);
  for (const row of byTime) firstAt[at(order, row)] = Math.min(at(firstAt, at(order, row)), at(times, row));
  const rank = new Int32Array(firstAt.length);
  rowsByTime(firstAt).forEach((one, place) => (rank[one] = place));
  const rankOfRow = order.map((one) => at(rank, one));
  const byProduct = sortedBy(byTime, history.product, history.products.size());
  const byOrder = sortedBy(byProduct, rankOfRow, rank.length);
  return sortedBy(byOrder, history.customer, history.customers.size());
};

const room = (size: number) => ({
  product: new Int32Array(size),
  isNew: new Uint8Array(size),
  orderOf: new Int32Array(size),
  starts: new Int32Array(size + 1),
  customerOf: new Int32Array(size),
  dayOf: new Float64Array(size),
});

/** What was bought together, and what of it was new to its buyer; from rows as `basketRows` has them, or some of them. */
export const basketsOf = (history: History, rows: Int32Array): Baskets => {
  const columns = room(rows.length);
  const owner = new Int32Array(history.products.size()).fill(-1);
  let [items, orders, lastOrder] = [0, 0, -1];
  for (const row of rows) {
    const [order, product] = [at(history.order, row), at(history.product, row)];
    const customer = at(history.customer, row);
    if (order !== lastOrder) {
      columns.starts[orders] = items;
      columns.customerOf[orders] = customer;
      columns.dayOf[orders] = at(history.at, row) / dayMs;
      orders += 1;
      lastOrder = order;
    } else if (columns.product[items - 1] === product) continue;
    columns.product[items] = product;
    columns.isNew[items] = owner[product] === customer ? 0 : 1;
    columns.orderOf[items] = orders - 1;
    owner[product] = customer;
    items += 1;
  }
  columns.starts[orders] = items;
  return {
    orders,
    products: history.products.size(),
    starts: columns.starts.subarray(0, orders + 1),
    product: columns.product.subarray(0, items),
    isNew: columns.isNew.subarray(0, items),
    orderOf: columns.orderOf.subarray(0, items),
    customerOf: columns.customerOf.subarray(0, orders),
    dayOf: columns.dayOf.subarray(0, orders),
  };
};

/** Items by product: `items.subarray(starts[p], starts[p + 1])`. */
export const itemsByProduct = ({ product, products }: Baskets) => {
  const items = sortedBy(allRows(product.length), product, products);
  return { items, starts: startsOf(items, product, products) };
};
