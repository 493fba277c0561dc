import { createAbandonedCheckout } from './abandoned-checkout/abandoned-checkout.kind.ts';
import { createAbsence } from './absence/absence.kind.ts';
import { createBrowseAbandonment } from './browse-abandonment/browse-abandonment.kind.ts';
import type { CompanionSource } from './companions/companion-source.ts';
import { createCartIncentive } from './cart-incentive/cart-incentive.kind.ts';
import { createCrossSell } from './cross-sell/cross-sell.kind.ts';
import { createDueDate } from './due-date/due-date.kind.ts';
import { createDateProperty } from './date-property/date-property.kind.ts';
import type { DatedContacts } from './date-property/dated-contacts.ts';
import type { FlowKind, FlowKinds } from './flow-kind.ts';
import { createOnEvent } from './on-event/on-event.kind.ts';
import { createReplenishment } from './replenishment/replenishment.kind.ts';
import { createSegmentEntry } from './segment-entry/segment-entry.kind.ts';
import type { SegmentQuery } from './segments/segment-query.repository.ts';
import type { SaidElsewhere } from './said-elsewhere.ts';
import type { ShopFacts } from './shop-facts.ts';
import type { TimingSource } from './timing/timing-source.ts';
import type { SegmentMembers } from './triggers/segment-members.ts';
import { createWinBack } from './win-back/win-back.kind.ts';

/** What the kinds need that look at everybody of a shop. */
export interface TriggerSources {
  readonly query: SegmentQuery;
  readonly members: SegmentMembers;
  readonly dated: DatedContacts;
}

/** What a shop's own past teaches. */
export interface Learned {
  readonly companions: CompanionSource;
  readonly timings: TimingSource;
}

/** Every kind of flow there is, in the order in which merchants see them; without sources those that need none. */
export const createKinds = (
  facts: ShopFacts,
  { companions, timings, said }: Learned & { readonly said?: SaidElsewhere | undefined },
  sources?: TriggerSources,
): FlowKinds => {
  const { contacts, orders, products } = facts;
  const kinds: readonly FlowKind[] = [
    createAbandonedCheckout(facts, said),
    createCartIncentive(facts, said),
    createReplenishment({ contacts, orders, products, timings }),
    createCrossSell({ contacts, orders, products, companions }),
    createBrowseAbandonment(facts),
    createWinBack({ contacts, orders, products, timings }),
    createOnEvent(facts),
    createAbsence(facts),
    createDueDate(facts),
    ...(sources === undefined
      ? []
      : [createSegmentEntry({ ...sources, facts }), createDateProperty({ ...sources, facts })]),
  ];
  return new Map(kinds.map((kind) => [kind.key, kind]));
};
