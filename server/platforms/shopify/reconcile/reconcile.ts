import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { DeliveryClass, NewDelivery } from '../../../shop/delivery.ts';
import type { GroupInsert } from '../../../shop/inbox/group-commit.ts';
import type { PollKind, Reconciliation } from '../../../shop/reconciliations.model.ts';
import type { Polled, ReconciliationRepository } from '../../../shop/reconciliations.repository.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import type { StoreEventType } from '../../../shop/store-event.ts';
import type { AdminClient } from '../admin-client.ts';
import { abandonedCheckoutsPageQuery, customersPageQuery, ordersPageQuery } from '../operations.ts';
import { pollTopicPrefix } from './poll-body.ts';
import type { PollBody } from './poll-body.ts';
import { readPages } from './read-pages.ts';
import type { PolledNode } from './read-pages.ts';
import { unheardCheckouts, unheardCustomers, unheardOrders } from './unheard.ts';
import type { KnownFacts, Unheard } from './unheard.ts';

export interface ReconcileDeps {
  readonly shops: Pick<ShopRepository, 'find'>;
  readonly known: KnownFacts;
  readonly polls: ReconciliationRepository;
  readonly admin: AdminClient;
  readonly insert: GroupInsert<NewDelivery>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: { readonly found: (kind: PollKind, count: number) => void } | undefined;
}

export interface ReconcileOptions {
  readonly signal?: AbortSignal | undefined;
  /** What is younger may be on its way by webhook yet, and is left for the next poll. */
  readonly graceMs?: number;
  /** All of them unless told. */
  readonly kinds?: readonly PollKind[];
}

/** By kind, how much was found that no webhook had told. */
export type Found = Readonly<Record<PollKind, number>>;

export interface Reconcile {
  /**
   * Reads what changed at Shopify since the last poll and puts what is missing here into the inbox, where it is applied
   * like any webhook. Heard twice it is held. Throws what the client throws; the next run looks at the same again.
   */
  run(shop: ShopId, options?: ReconcileOptions): Promise<Found>;
}

interface Poll {
  readonly kind: PollKind;
  readonly query: string;
  readonly field: string;
  readonly class: DeliveryClass;
  readonly unheard: Unheard;
  /** What its webhooks tell. */
  readonly tells: readonly StoreEventType[];
}

const polls: readonly Poll[] = [
  {
    kind: 'orders',
    query: ordersPageQuery,
    field: 'orders',
    class: 'holds',
    unheard: unheardOrders,
    tells: ['order.placed', 'order.fulfilled', 'order.cancelled', 'order.refunded'],
  },
  {
    kind: 'customers',
    query: customersPageQuery,
    field: 'customers',
    class: 'holds',
    unheard: unheardCustomers,
    tells: ['customer.updated', 'consent.changed'],
  },
  {
    kind: 'checkouts',
    query: abandonedCheckoutsPageQuery,
    field: 'abandonedCheckouts',
    class: 'normal',
    unheard: unheardCheckouts,
    tells: ['checkout.updated'],
  },
];

const minuteMs = 60_000;
const usualGraceMs = 2 * minuteMs;
/** Looked at twice: a change may become visible in the list later than its own time says. */
const overlapMs = 10 * minuteMs;

const toDelivery = (shop: ShopId, poll: Poll, node: PolledNode): NewDelivery => {
  const { lineItems, ...root } = node;
  const body: PollBody = { root, children: lineItems?.nodes ?? [] };
  return {
    shop,
    deliveryId: `poll-${poll.kind}-${node.id.split('/').at(-1) ?? node.id}-${node.updatedAt}`,
    topic: pollTopicPrefix + poll.kind,
    class: poll.class,
    body: Buffer.from(JSON.stringify(body)),
    headers: { 'triggered-at': node.updatedAt },
    state: 'stored',
  };
};

const searchOf = (since: Date, until: Date): string =>
  `updated_at:>='${since.toISOString()}' updated_at:<='${until.toISOString()}'`;

const store = async (deps: ReconcileDeps, deliveries: readonly NewDelivery[]): Promise<number> => {
  if (deliveries.length === 0) return 0;
  const outcomes = await deps.insert(deliveries);
  if (outcomes.includes('failed')) throw new EncoreError('inbox_unavailable');
  return outcomes.filter((outcome) => outcome === 'stored').length;
};

interface Stretch {
  readonly shop: ShopId;
  readonly since: Date;
  readonly until: Date;
  readonly signal: AbortSignal | undefined;
}

/**
 * Subscriptions of `shopify.app.toml` are not in any list the Admin API gives, so one that is gone or fails is known by its
 * silence: things happened, and no webhook told of any. Where nothing was found nothing need have been told.
 */
const webhooksOf = async (
  { known }: ReconcileDeps,
  { tells: types }: Poll,
  { shop, since, found }: Stretch & { readonly found: number },
): Promise<Polled['webhooks']> => {
  const heard = await known.events.heardByWebhook(shop, { types, since });
  return heard || found > 0 ? { heard, since } : undefined;
};

const pollOne = async (deps: ReconcileDeps, poll: Poll, stretch: Stretch): Promise<number> => {
  const { shop, since, until, signal } = stretch;
  const { query, field } = poll;
  const pages = readPages(deps.admin, shop, { query, field, search: searchOf(since, until) });
  let found = 0;
  for await (const { nodes } of pages) {
    if (signal?.aborted === true) throw new EncoreError('interrupted');
    const unheard = await poll.unheard(deps.known, shop, nodes);
    found += await store(
      deps,
      unheard.map((node) => toDelivery(shop, poll, node)),
    );
  }
  await deps.polls.save(shop, poll.kind, {
    until,
    found,
    webhooks: await webhooksOf(deps, poll, { ...stretch, found }),
  });
  if (found === 0) return 0;
  deps.metrics?.found(poll.kind, found);
  deps.logger.warn({ shop, kind: poll.kind, found }, 'found by poll, not by webhook');
  return found;
};

/** What the merchant does not let us read keeps nothing else from being read; the stretch stays to be looked at. */
const pollGranted = async (deps: ReconcileDeps, poll: Poll, stretch: Stretch): Promise<number> => {
  try {
    return await pollOne(deps, poll, stretch);
  } catch (error) {
    if (errorCodeOf(error) !== 'scope_not_granted') throw error;
    deps.logger.warn({ shop: stretch.shop, kind: poll.kind }, 'what is polled is not granted');
    return 0;
  }
};

const sinceOf = (before: readonly Reconciliation[], kind: PollKind, installedAt: Date): Date => {
  const reached = before.find((one) => one.kind === kind)?.until ?? installedAt;
  return new Date(reached.getTime() - overlapMs);
};

export const createReconcile = (deps: ReconcileDeps): Reconcile => ({
  run: async (shop, { signal, graceMs = usualGraceMs, kinds } = {}) => {
    const found: Record<PollKind, number> = { orders: 0, customers: 0, checkouts: 0 };
    const installed = await deps.shops.find(shop);
    // Until the past has been read, the back-fill is what reads it.
    if (installed?.status !== 'installed' || installed.backfill?.state !== 'done') return found;
    const before = await deps.polls.find(shop);
    const until = new Date(deps.clock.now().getTime() - graceMs);
    for (const poll of polls) {
      if (kinds !== undefined && !kinds.includes(poll.kind)) continue;
      const since = sinceOf(before, poll.kind, installed.installedAt);
      const stretch = { shop, since, until, signal };
      if (since < until) found[poll.kind] = await pollGranted(deps, poll, stretch);
    }
    return found;
  },
});
