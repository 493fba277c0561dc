import type { StoreFact } from '../../../shop/facts.ts';
import { checkoutFacts } from '../reconcile/checkout-facts.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { customerFacts } from './customer-facts.ts';
import { orderFacts } from './order-facts.ts';
import { productFacts } from './product-facts.ts';

/** Throws a ZodError for what is not of the shape that was asked for. */
export type FactsOf = (group: BulkGroup) => readonly StoreFact[];

/** In the order in which the past is read: an order finds the contact that the account already is. */
export const pastKinds = ['products', 'customers', 'orders', 'checkouts'] as const;
export type PastKind = (typeof pastKinds)[number];

export const groupFacts: Readonly<Record<PastKind, FactsOf>> = {
  products: productFacts,
  customers: customerFacts,
  orders: orderFacts,
  checkouts: checkoutFacts,
};
