import type { History } from '../../../recommendations/history.ts';
import { at, raise } from '../../../recommendations/survival.ts';
import { medianOf } from '../../../recommendations/waits.ts';
import type { Skipped } from '../csv/skipped.ts';

/** Nobody shops like this for themselves: this many orders, and this many times as many as the usual customer. */
const many = { orders: 300, timesUsual: 50 } as const;

/** Orders of each customer. */
const ordersOf = (history: History): Float64Array => {
  const orders = new Float64Array(history.customers.size());
  const counted = new Uint8Array(history.orders.size());
  history.order.forEach((order, row) => {
    if (counted[order] === 1) return;
    counted[order] = 1;
    raise(orders, at(history.customer, row), 1);
  });
  return orders;
};

/** Leaves out people who order for others: one of them would outweigh everybody else. */
export const withoutResellers = (history: History, skipped: Skipped): History => {
  const orders = ordersOf(history);
  const most = Math.max(many.orders, many.timesUsual * (medianOf(orders) ?? 0));
  if (!orders.some((count) => count > most)) return history;
  const keeps = (row: number): boolean => at(orders, at(history.customer, row)) <= most;
  const kept = Int32Array.from({ length: history.size }, (_, row) => row).filter(keeps);
  skipped.add('reseller', history.size - kept.length);
  const ints = (column: Int32Array): Int32Array => kept.map((row) => at(column, row));
  const floats = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => at(column, row));
  return {
    ...history,
    customer: ints(history.customer),
    order: ints(history.order),
    product: ints(history.product),
    at: floats(history.at),
    quantity: floats(history.quantity),
    size: kept.length,
  };
};
