import { z } from 'zod';

const nothing = z.strictObject({});
const ofShop = z.strictObject({ shop: z.string().min(1) });
const ofFlow = ofShop.extend({ flow: z.string().min(1) });

/** Every job's name and the schema of its payload; a payload is parsed again before the handler sees it. */
export const jobCatalog = {
  /** Real time, each worker its own: the dispatch loop of turns. */
  'worker.dispatch': nothing,
  /** Real time, each worker its own: applies deliveries. */
  'worker.inbox': nothing,
  'turns.sweep': nothing,
  'messages.sweep': nothing,
  'schedules.tick': nothing,
  'workers.reap': nothing,
  /** Real time: what webhooks missed. */
  'shopify.reconcile': nothing,
  /** Real time: what people said here is told to Shopify. */
  'shopify.consents': nothing,
  /** Real time, weekly: a shop nobody opens keeps its token. */
  'shopify.keep-alive': nothing,
  /** Comes back to people who were erased while something of theirs was under way. */
  'privacy.sweep': nothing,
  /** Deletes what was kept long enough. */
  'privacy.retain': nothing,
  /** Real time: looks for the DNS records of domains that shops are proving. */
  'domains.check': nothing,
  /** Real time: workflows of Shopify Flow that listen are told what was sent. */
  'workflows.fire': nothing,
  /** Real time, hourly: what shops pay for, where no webhook told. */
  'billing.read-all': nothing,
  /** Real time: what one shop pays for. */
  'billing.read': ofShop,
  /** Real time: codes of one shop's offers are made, and what is over is cleared away. */
  'offers.tend': ofShop,
  /** Real time: the same for every shop with offers. */
  'offers.tend-all': nothing,
  /** Real time: what came of mails, and who came back, is counted for the admin. */
  'figures.write': nothing,
  'shop.backfill': ofShop,
  /** Real time, hourly: back-fills that stopped, or were never begun, go on. */
  'shop.backfill-rest': nothing,
  /** Real time: the storefront loads our pixel from then on. */
  'pixel.activate': ofShop,
  /** Real time: one WooCommerce store's webhooks are kept, and what changed in it is read. */
  'woocommerce.sync': ofShop,
  /** Real time, daily: the same for every connected store. */
  'woocommerce.sync-all': nothing,
  /** Real time: everybody who waits in an archived flow leaves it. */
  'flow.archive': ofFlow,
  /** Real time: people who wait in a flow go over to another version of it. */
  'flow.move': ofFlow.extend({ move: z.string().min(1) }),
  /** Real time: people whom past orders make due are taken into a flow. */
  'flow.include': ofFlow.extend({ include: z.string().min(1) }),
  /** Shop time, nightly: what is bought again when, and what goes with what. */
  'companions.learn': nothing,
} as const satisfies Record<string, z.ZodType>;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobCatalog)[Name]>;

/** What code outside `jobs/` may ask of the queue. */
export interface Queue {
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>): Promise<void>;
}
