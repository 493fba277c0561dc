import { z } from 'zod';
import type { Predicate } from '../../engine/predicate.ts';
import { predicateSchema } from '../../engine/predicate-schema.ts';
import { storeEventTypes } from '../../shop/store-event.ts';
import type { StoreEventType } from '../../shop/store-event.ts';

export const segmentArgs = z.strictObject({
  segment: predicateSchema,
  /** Those who match when the flow goes live enter too. */
  includeExisting: z.boolean().default(false),
  /** Who no longer matches exits `left_segment`. */
  exitOnLeave: z.boolean().default(true),
});

export type SegmentArgs = z.infer<typeof segmentArgs>;

/** What changes a contact's own properties. */
const ofContact: readonly StoreEventType[] = [
  'customer.updated',
  'consent.changed',
  'order.placed',
  'checkout.updated',
];

const namesIn = (predicate: Predicate): readonly string[] => {
  if ('all' in predicate) return predicate.all.flatMap(namesIn);
  if ('any' in predicate) return predicate.any.flatMap(namesIn);
  if ('not' in predicate) return namesIn(predicate.not);
  return 'event' in predicate ? [predicate.event] : ofContact;
};

/** After which events somebody may match who didn't, or no longer. */
export const eventsThatMatter = (segment: Predicate): readonly StoreEventType[] => {
  const names = new Set(namesIn(segment));
  return storeEventTypes.filter((type) => names.has(type));
};
