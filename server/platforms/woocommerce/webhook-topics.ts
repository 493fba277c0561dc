import { customerDeletedHandler, customerHandler } from './webhooks/customers.ts';
import { orderDeletedHandler, orderHandler } from './webhooks/orders.ts';
import type { WooHandler } from './webhooks/payload.ts';
import { productDeletedHandler, productHandler } from './webhooks/products.ts';

/** What we subscribe to, and read. Core has no topics for carts. */
export const wooTopics: ReadonlyMap<string, WooHandler> = new Map([
  ['order.created', orderHandler],
  ['order.updated', orderHandler],
  ['order.restored', orderHandler],
  ['order.deleted', orderDeletedHandler],
  ['customer.created', customerHandler],
  ['customer.updated', customerHandler],
  ['customer.deleted', customerDeletedHandler],
  ['product.created', productHandler],
  ['product.updated', productHandler],
  ['product.restored', productHandler],
  ['product.deleted', productDeletedHandler],
]);
