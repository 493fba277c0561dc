import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';
import { storeEventTypes } from '../../shop/store-event.ts';

const eventType = z.enum(storeEventTypes);

/** `event`: the thing the event is about. `product`: each product in it. `contact`: the person, whatever it is about. */
const about = z.enum(['event', 'product', 'contact']).default('event');

export const onEventArgs = z.strictObject({ event: eventType, about });

export const absenceArgs = z.strictObject({
  event: eventType,
  about,
  /** What counts as coming back; the event itself may be among them. */
  unless: z.array(eventType).min(1).max(10).default(['order.placed']),
});

export const dueDateArgs = z.strictObject({
  event: eventType,
  about,
  /** A date in the event's data to reckon from; its own time unless told. */
  date: z.string().min(1).exactOptional(),
  /** Calendar time until it is due, in the shop's zone. */
  after: durationSchema,
});

export type EventArgs = z.infer<typeof onEventArgs>;
export type DueDateArgs = z.infer<typeof dueDateArgs>;
