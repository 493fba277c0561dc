import { z } from 'zod';

export const messageStatusSchema = z.enum([
  'scheduled',
  'sending',
  'accepted',
  'failed',
  'skipped',
  'cancelled',
  'unknown',
]);

export const messageSchema = z
  .object({
    id: z.string(),
    contact: z.object({
      id: z.string(),
      /** First and last name; null when the shop doesn't know one. */
      name: z.string().nullable(),
      /** All but the first letter and the domain hidden, e.g. `m•••@example.com`; null after redaction. */
      address: z.string().nullable(),
    }),
    subject: z.string().nullable(),
    flow: z.object({ id: z.string(), title: z.string() }),
    step: z.string(),
    status: messageStatusSchema,
    reason: z.string().nullable(),
    /** Shop time of what `status` says. */
    at: z.iso.datetime(),
  })
  .meta({ id: 'Message' });

export const gateAnswerSchema = z
  .object({ clause: z.string(), pass: z.boolean(), saw: z.string().nullable() })
  .meta({ id: 'GateAnswer' });

const reportedSchema = z
  .object({
    type: z.enum([
      'accepted',
      'deferred',
      'delivered',
      'bounced',
      'dropped',
      'complained',
      'opened',
      'clicked',
      'unsubscribed',
    ]),
    at: z.iso.datetime(),
    /** `hard` or `soft` of a bounce, `machine` of an open, `scanner` of a click, the reason of a drop. */
    detail: z.string().nullable(),
  })
  .meta({ id: 'ReportedEvent' });

/** An order that the message is credited with: see the definition at `GET /api/figures`. */
export const creditedOrderSchema = z
  .object({
    id: z.string(),
    /** As the shop calls it, e.g. `#1001`; null where the order isn't known any more. */
    name: z.string().nullable(),
    /** `click`: the last click before it was one in this mail. `code`: it used the code that this mail showed. */
    by: z.enum(['click', 'code']),
    /** Shop time of that click, or when the mail with the code left. */
    touchedAt: z.iso.datetime(),
    placedAt: z.iso.datetime(),
    /** Net of refunds: decimal text. */
    net: z.string(),
    currency: z.string(),
    /** It counts for nothing any more. */
    cancelled: z.boolean(),
  })
  .meta({ id: 'CreditedOrder' });

export const messageDetailSchema = messageSchema
  .extend({
    attempt: z.int().nonnegative(),
    sentAt: z.iso.datetime().nullable(),
    /** What the mail service and the mail's own links told of it, oldest first. */
    events: z.array(reportedSchema),
    /** In the order in which the gate asked; empty while it has not been asked. */
    gate: z.array(gateAnswerSchema),
    /** Oldest first; mostly none or one. */
    orders: z.array(creditedOrderSchema),
    /** An order is credited to the last click that came at most so many days before it. */
    attributionDays: z.int().positive(),
  })
  .meta({ id: 'MessageDetail' });

export const messagePageSchema = z
  .object({ messages: z.array(messageSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'MessagePage' });

export const messageQuerySchema = z.strictObject({
  flow: z.string().min(1).max(128).optional(),
  status: messageStatusSchema.optional(),
  reason: z.string().min(1).max(64).optional(),
  /** When it was decided, in the shop's time: from this moment on, and before that one. */
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().min(1).max(512).optional(),
});

export const messageParamsSchema = z.strictObject({ id: z.string().min(1).max(128) });

export type MessageStatusWord = z.infer<typeof messageStatusSchema>;
export type ReportedEventView = z.infer<typeof reportedSchema>;
export type MessageListItem = z.infer<typeof messageSchema>;
export type CreditedOrderView = z.infer<typeof creditedOrderSchema>;
export type MessageDetailView = z.infer<typeof messageDetailSchema>;
export type GateAnswerView = z.infer<typeof gateAnswerSchema>;
export type MessagePageView = z.infer<typeof messagePageSchema>;
