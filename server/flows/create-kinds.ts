import { createAbandonedCheckout } from './abandoned-checkout/abandoned-checkout.kind.ts';
import { createAbsence } from './absence/absence.kind.ts';
import { createBrowseAbandonment } from './browse-abandonment/browse-abandonment.kind.ts';
import type { CompanionSource } from './companions/companion-source.ts';
import { createCrossSell } from './cross-sell/cross-sell.kind.ts';
import { createDueDate } from './due-date/due-date.kind.ts';
import { createDateProperty } from './date-property/date-property.kind.ts';
import type { DatedContacts } from './date-property/dated-contacts.ts';
import type { FlowKind, FlowKinds } from './flow-kind.ts';
import { createOnEvent } from './on-event/on-event.kind.ts';
import { createReplenishment } from './replenishment/replenishment.kind.ts';
import { createSegmentEntry } from './segment-entry/segment-entry.kind.ts';
import type { SegmentQuery } from './segments/segment-query.repository.ts';
import type { ShopFacts } from './shop-facts.ts';
import type { SegmentMembers } from './triggers/segment-members.ts';

/** What the kinds need that look at everybody of a shop. */
export interface TriggerSources {
  readonly query: SegmentQuery;
  readonly members: SegmentMembers;
  readonly dated: DatedContacts;
}

/** Every kind of flow there is, in the order in which merchants see them; without sources those that need none. */
export const createKinds = (
  facts: ShopFacts,
  companions: CompanionSource,
  sources?: TriggerSources,
): FlowKinds => {
  const { contacts, orders, products } = facts;
  const kinds: readonly FlowKind[] = [
    createAbandonedCheckout(facts),
    createReplenishment(facts),
    createCrossSell({ contacts, orders, products, companions }),
    createBrowseAbandonment(facts),
    createOnEvent(facts),
    createAbsence(facts),
    createDueDate(facts),
    ...(sources === undefined
      ? []
      : [createSegmentEntry({ ...sources, facts }), createDateProperty({ ...sources, facts })]),
  ];
  return new Map(kinds.map((kind) => [kind.key, kind]));
};
