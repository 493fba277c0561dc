import type { ShopId } from '../lib/brand.ts';
import { isFromPast } from '../shop/store-event.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { exitSettled } from './exit-settled.ts';
import { followMatch } from './follow-match.ts';
import { followMerge } from './follow-merge.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import { contextOf } from './trigger-context.ts';
import { loadFlows } from './running-flows.ts';
import type { RunningFlow } from './running-flows.ts';
import { wakeAwaiting } from './wake-awaiting.ts';

export type React = (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;

/** What was only ever heard from the past begins nothing; it ends things like everything else. */
const isNews = ({ sources }: StoreEvent): boolean => sources.some((source) => !isFromPast(source));

/** Best one that may begin it of those about one thing, or each of them: as the kind reads them. */
const occasionsOf = (
  { kind, program }: RunningFlow,
  events: readonly StoreEvent[],
): readonly StoreEvent[] => {
  const { listensTo, opensOn } = kind.hears(program);
  const heard = events.filter((event) => listensTo.includes(event.type) && isNews(event));
  if (kind.occasions === 'event') return heard;
  const byAbout = Map.groupBy(heard, ({ about }) => about);
  return [...byAbout.values()].flatMap(
    (same) => same.find(({ type }) => opensOn.includes(type)) ?? same.slice(0, 1),
  );
};

/** Waits for all of them, so that nothing goes on behind the back of whoever tries again. */
const allSettled = async (works: readonly Promise<void>[]): Promise<void> => {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

const followEvent = async (
  deps: ReactorDeps,
  running: RunningFlow,
  { shop, event }: { readonly shop: ShopId; readonly event: StoreEvent },
): Promise<void> => {
  const { kind, program } = running;
  const mayOpen = kind.hears(program).opensOn.includes(event.type);
  const again = () => kind.match(event, contextOf(deps, running));
  for (const match of await again())
    await followMatch(deps, { shop, running, match, because: event.type, event, again, mayOpen });
};

/** One person's events one after the other; many people's side by side, so that what they ask for is read together. */
const follow = async (
  deps: ReactorDeps,
  running: RunningFlow,
  { shop, events }: { readonly shop: ShopId; readonly events: readonly StoreEvent[] },
): Promise<void> => {
  const { status } = running.flow;
  if (status !== 'live' && status !== 'paused' && status !== 'finishing') return;
  const lanes = Map.groupBy(occasionsOf(running, events), ({ contact, about }) => contact ?? about);
  const followLane = async (lane: readonly StoreEvent[]): Promise<void> => {
    for (const event of lane) await followEvent(deps, running, { shop, event });
  };
  await allSettled([...lanes.values()].map(followLane));
};

/**
 * What follows from store events whose facts are written: exits first, then entries and moves. Any events, in any order,
 * any number of times, by any number of appliers at once end in the same enrollments.
 */
export const createReactor =
  (deps: ReactorDeps): React =>
  async (shop, events) => {
    if (events.length === 0) return;
    const flows = await loadFlows(deps.runtime, shop);
    for (const event of events) await followMerge(deps, shop, event);
    await exitSettled(deps, flows, { shop, events });
    await wakeAwaiting(deps, flows, { shop, events });
    for (const running of flows) await follow(deps, running, { shop, events });
  };
