import { bulkFinishedHandler } from './webhooks/bulk-operations.ts';
import { cartHandler } from './webhooks/carts.ts';
import { checkoutDeleteHandler, checkoutHandler } from './webhooks/checkouts.ts';
import { customerRedactHandler, dataRequestHandler, shopRedactHandler } from './webhooks/compliance.ts';
import {
  joinedSegmentHandler,
  leftSegmentHandler,
  tagsAddedHandler,
  tagsRemovedHandler,
} from './webhooks/customer-marks.ts';
import { customerDeleteHandler, customerHandler, customerMergeHandler } from './webhooks/customers.ts';
import { emailConsentHandler } from './webhooks/email-consent.ts';
import { orderEditedHandler, orderHandler } from './webhooks/orders.ts';
import type { WebhookHandler } from './webhooks/payload.ts';
import { productDeleteHandler, productHandler } from './webhooks/products.ts';
import { refundHandler } from './webhooks/refunds.ts';
import { subscriptionHandler } from './webhooks/subscriptions.ts';
import { scopesHandler, shopUpdateHandler, uninstalledHandler } from './webhooks/shop-topics.ts';
import { inStockHandler, outOfStockHandler } from './webhooks/variants.ts';

/** Every topic Encore understands, with the file under `webhooks/` that reads it; `shopify.app.toml` lists the same. */
export const webhookTopics: ReadonlyMap<string, WebhookHandler & { readonly file: string }> = new Map([
  ['carts/create', { ...cartHandler, file: 'carts.ts' }],
  ['carts/update', { ...cartHandler, file: 'carts.ts' }],
  ['checkouts/create', { ...checkoutHandler, file: 'checkouts.ts' }],
  ['checkouts/update', { ...checkoutHandler, file: 'checkouts.ts' }],
  ['checkouts/delete', { ...checkoutDeleteHandler, file: 'checkouts.ts' }],
  ['orders/create', { ...orderHandler, file: 'orders.ts' }],
  ['orders/paid', { ...orderHandler, file: 'orders.ts' }],
  ['orders/updated', { ...orderHandler, file: 'orders.ts' }],
  ['orders/cancelled', { ...orderHandler, file: 'orders.ts' }],
  ['orders/fulfilled', { ...orderHandler, file: 'orders.ts' }],
  ['orders/partially_fulfilled', { ...orderHandler, file: 'orders.ts' }],
  ['orders/edited', { ...orderEditedHandler, file: 'orders.ts' }],
  ['refunds/create', { ...refundHandler, file: 'refunds.ts' }],
  ['customers/create', { ...customerHandler, file: 'customers.ts' }],
  ['customers/update', { ...customerHandler, file: 'customers.ts' }],
  ['customers/delete', { ...customerDeleteHandler, file: 'customers.ts' }],
  ['customers/merge', { ...customerMergeHandler, file: 'customers.ts' }],
  ['customers_email_marketing_consent/update', { ...emailConsentHandler, file: 'email-consent.ts' }],
  ['customer.tags_added', { ...tagsAddedHandler, file: 'customer-marks.ts' }],
  ['customer.tags_removed', { ...tagsRemovedHandler, file: 'customer-marks.ts' }],
  ['customer.joined_segment', { ...joinedSegmentHandler, file: 'customer-marks.ts' }],
  ['customer.left_segment', { ...leftSegmentHandler, file: 'customer-marks.ts' }],
  ['products/create', { ...productHandler, file: 'products.ts' }],
  ['products/update', { ...productHandler, file: 'products.ts' }],
  ['products/delete', { ...productDeleteHandler, file: 'products.ts' }],
  ['variants/in_stock', { ...inStockHandler, file: 'variants.ts' }],
  ['variants/out_of_stock', { ...outOfStockHandler, file: 'variants.ts' }],
  ['app/uninstalled', { ...uninstalledHandler, file: 'shop-topics.ts' }],
  ['app_subscriptions/update', { ...subscriptionHandler, file: 'subscriptions.ts' }],
  ['app/scopes_update', { ...scopesHandler, file: 'shop-topics.ts' }],
  ['bulk_operations/finish', { ...bulkFinishedHandler, file: 'bulk-operations.ts' }],
  ['shop/update', { ...shopUpdateHandler, file: 'shop-topics.ts' }],
  ['customers/data_request', { ...dataRequestHandler, file: 'compliance.ts' }],
  ['customers/redact', { ...customerRedactHandler, file: 'compliance.ts' }],
  ['shop/redact', { ...shopRedactHandler, file: 'compliance.ts' }],
]);
