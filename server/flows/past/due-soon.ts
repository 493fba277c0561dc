import type { ShopId } from '../../lib/brand.ts';
import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { NewEnrollment } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { OrderPlace } from '../../shop/orders.repository.ts';
import { admit } from '../admission.ts';
import type { OrderTiming, TriggerMatch } from '../flow-kind.ts';
import type { ReactorDeps } from '../reactor-deps.ts';
import type { RunningFlow } from '../running-flows.ts';

const dayMs = 86_400_000;
/** Who is due within it because of past orders may be taken in when a flow is switched on. */
const reachDays = 90;
/** Orders before that say nothing about what is due now. */
const sinceDays = 1100;
const ordersAtOnce = 200;

export interface DueSoon {
  readonly match: TriggerMatch;
  readonly entry: NewEnrollment;
  /** Who is in already: taken in before, or live when they bought. */
  readonly existing: Enrollment | undefined;
}

export interface DuePage {
  /** By purchase, the newest first. */
  readonly due: readonly DueSoon[];
  /** The last order that was looked at. */
  readonly place: OrderPlace;
}

export interface PastAsked {
  readonly shop: ShopId;
  readonly running: RunningFlow;
  readonly timing: OrderTiming;
  /** As of when it is reckoned who is due. */
  readonly now: Date;
  /** Orders placed before; absent: from the newest on. */
  readonly before?: OrderPlace | undefined;
}

const isDueSoon = ({ dueAt }: NewEnrollment, now: Date): boolean =>
  dueAt.getTime() > now.getTime() && dueAt.getTime() <= now.getTime() + reachDays * dayMs;

const dueOf = async (
  deps: ReactorDeps,
  { shop, running, now }: PastAsked,
  match: TriggerMatch,
): Promise<readonly DueSoon[]> => {
  const key = { shop, flow: running.flow.id, ...match };
  const [existing] = await deps.store.findMany([enrollmentIdOf(key)]);
  const admission = await admit(deps, { shop, running, match });
  if ('refused' in admission || !isDueSoon(admission.entry, now)) return [];
  return [{ match, entry: admission.entry, existing }];
};

const inOrderOf = (
  matches: readonly TriggerMatch[],
  { timing }: PastAsked,
  places: readonly OrderPlace[],
): readonly TriggerMatch[] => {
  const rank = new Map(places.map(({ id }, index) => [id, index]));
  const rankOf = (match: TriggerMatch): number => rank.get(timing.orderOf(match)) ?? 0;
  return matches.toSorted((a, b) => rankOf(a) - rankOf(b));
};

/** Whom the shop's past orders make due within the reach, a page of orders at a time, newest first. */
export const dueSoon = async function* (deps: ReactorDeps, asked: PastAsked): AsyncGenerator<DuePage> {
  const { shop, timing, now, running } = asked;
  const since = new Date(now.getTime() - sinceDays * dayMs);
  let before = asked.before;
  while (true) {
    const places = await deps.facts.orders.newest(shop, { since, before, limit: ordersAtOnce });
    const place = places.at(-1);
    if (place === undefined) return;
    const orderIds = places.map(({ id }) => id);
    const matches = await timing.matchOrders({ shop, orderIds }, { program: running.program, now });
    const ordered = inOrderOf(matches, asked, places);
    const due = (await Promise.all(ordered.map((match) => dueOf(deps, asked, match)))).flat();
    yield { due, place };
    before = place;
  }
};
