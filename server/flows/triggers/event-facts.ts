import { evaluatePredicate } from '../../engine/evaluate-predicate.ts';
import type { Predicate } from '../../engine/predicate.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { StoreEvent } from '../../shop/store-event.ts';

/** How a trigger filter speaks of the event itself: `event.total`, `event.productIds`, `event.type`. */
export const eventProperties = ({ type, about, at, data }: StoreEvent): JsonObject => ({
  event: { ...data, type, about, at: at.toISOString() },
});

const mentionsContact = (predicate: Predicate): boolean => {
  if ('all' in predicate) return predicate.all.some(mentionsContact);
  if ('any' in predicate) return predicate.any.some(mentionsContact);
  if ('not' in predicate) return mentionsContact(predicate.not);
  return 'event' in predicate || !predicate.property.startsWith('event.');
};

/**
 * What of a filter looks at nothing but the event, and so says the same whenever it is asked; the rest is as if it held.
 */
const eventParts = (filter: Predicate): readonly Predicate[] => {
  if ('all' in filter) return filter.all.flatMap(eventParts);
  return mentionsContact(filter) ? [] : [filter];
};

/** Whether an event may count as an occasion at all, from itself alone. */
export const isOccasion = (event: StoreEvent, filter: Predicate | undefined): boolean =>
  filter === undefined ||
  evaluatePredicate({ all: eventParts(filter) }, { zone: 'UTC', contact: eventProperties(event) }, event.at);
