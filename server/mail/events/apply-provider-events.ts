import type { EngineStore } from '../../engine/engine-store.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { SuppressionRepository } from '../../shop/suppressions.repository.ts';
import type { Messages } from '../ledger/messages.repository.ts';
import type { ProviderEvent } from './interpret-provider-events.ts';
import type { MessageEvents } from './message-events.repository.ts';

export interface ProviderEventDeps {
  readonly events: Pick<MessageEvents, 'record'>;
  readonly messages: Pick<Messages, 'eventAccepted'>;
  readonly suppressions: Pick<SuppressionRepository, 'add'>;
  readonly enrollments: Pick<EngineStore, 'wake'>;
  readonly clock: Clock;
  /** A provider's own unsubscribe: becomes a delivery like a click on ours. */
  readonly unsubscribe: (shop: ShopId, address: string) => Promise<void>;
}

const uniqueMessages = (events: readonly ProviderEvent[]): readonly ProviderEvent[] => [
  ...new Map(events.map((each) => [each.event.message, each])).values(),
];

/** EVENT of turns.md: any word of the provider about a mail says that it took it. */
const settle = async (deps: ProviderEventDeps, shop: ShopId, { event }: ProviderEvent): Promise<void> => {
  const now = deps.clock.now();
  const row = await deps.messages.eventAccepted(shop, event.message, now);
  if (row !== null) await deps.enrollments.wake(row.enrollment, row.step, now);
};

const applyShop = async (
  deps: ProviderEventDeps,
  shop: ShopId,
  events: readonly ProviderEvent[],
): Promise<void> => {
  for (const { address, suppress } of events) {
    if (address === undefined || suppress === undefined) continue;
    await deps.suppressions.add(shop, {
      addressDigest: addressDigest(shop, address),
      reason: suppress,
      at: deps.clock.now(),
    });
  }
  for (const { address, event } of events)
    if (event.type === 'unsubscribed' && address !== undefined) await deps.unsubscribe(shop, address);
  for (const one of uniqueMessages(events)) await settle(deps, shop, one);
  await deps.events.record(
    shop,
    events.map(({ event }) => event),
  );
};

/** Every step may be repeated: a batch that failed half way comes again whole. */
export const applyProviderEvents = async (
  deps: ProviderEventDeps,
  events: readonly ProviderEvent[],
): Promise<void> => {
  for (const [shop, own] of Map.groupBy(events, ({ event }) => event.shop)) await applyShop(deps, shop, own);
};
