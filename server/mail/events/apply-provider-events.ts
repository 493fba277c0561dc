import type { EngineStore } from '../../engine/engine-store.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { SuppressionReason } from '../../shop/contact.ts';
import type { SuppressionRepository } from '../../shop/suppressions.repository.ts';
import type { Messages } from '../ledger/messages.repository.ts';
import type { ProviderEvent } from './interpret-provider-events.ts';
import type { MessageEvents } from './message-events.repository.ts';

export interface ProviderEventDeps {
  readonly events: Pick<MessageEvents, 'record' | 'bouncedInARow'>;
  readonly messages: Pick<Messages, 'eventAccepted'>;
  readonly suppressions: Pick<SuppressionRepository, 'add'>;
  readonly enrollments: Pick<EngineStore, 'wake'>;
  readonly clock: Clock;
}

/** A full mailbox may be emptied; one that takes nothing three times in a month is given up. */
const softBounces = { most: 3, withinMs: 30 * 86_400_000 } as const;

const uniqueMessages = (events: readonly ProviderEvent[]): readonly ProviderEvent[] => [
  ...new Map(events.map((each) => [each.event.message, each])).values(),
];

/** EVENT of turns.md: any word of the provider about a mail says that it took it. */
const settle = async (deps: ProviderEventDeps, shop: ShopId, { event }: ProviderEvent): Promise<void> => {
  const now = deps.clock.now();
  const row = await deps.messages.eventAccepted(shop, event.message, now);
  if (row !== null) await deps.enrollments.wake(row.enrollment, row.step, now);
};

const suppress = (
  { suppressions, clock }: ProviderEventDeps,
  shop: ShopId,
  { person, reason }: { person: string; reason: SuppressionReason },
): Promise<void> => suppressions.add(shop, { addressDigest: person, reason, at: clock.now() });

/** Each address that bounced softly in this batch, with the time of its last. */
const softlyBounced = (events: readonly ProviderEvent[]): ReadonlyMap<string, Date> => {
  const last = new Map<string, Date>();
  for (const { event } of events) {
    if (event.person === undefined || event.type !== 'bounced' || event.detail !== 'soft') continue;
    const before = last.get(event.person);
    if (before === undefined || before < event.at) last.set(event.person, event.at);
  }
  return last;
};

const giveUp = async (deps: ProviderEventDeps, shop: ShopId, events: readonly ProviderEvent[]) => {
  for (const [person, at] of softlyBounced(events)) {
    const since = new Date(at.getTime() - softBounces.withinMs);
    if ((await deps.events.bouncedInARow(shop, person, since)) >= softBounces.most)
      await suppress(deps, shop, { person, reason: 'soft_bounces' });
  }
};

const applyShop = async (
  deps: ProviderEventDeps,
  shop: ShopId,
  events: readonly ProviderEvent[],
): Promise<void> => {
  for (const { event, suppress: reason } of events)
    if (event.person !== undefined && reason !== undefined)
      await suppress(deps, shop, { person: event.person, reason });
  for (const one of uniqueMessages(events)) await settle(deps, shop, one);
  await deps.events.record(
    shop,
    events.map(({ event }) => event),
  );
  await giveUp(deps, shop, events);
};

/** Every step may be repeated: a delivery that failed half way is applied again whole. */
export const applyProviderEvents = async (
  deps: ProviderEventDeps,
  events: readonly ProviderEvent[],
): Promise<void> => {
  for (const [shop, own] of Map.groupBy(events, ({ event }) => event.shop)) await applyShop(deps, shop, own);
};
