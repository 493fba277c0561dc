import { z } from 'zod';
import { predicateSchema } from '../../engine/predicate-schema.ts';
import { suppressionReasons } from '../../shop/contact.ts';

const at = z.iso.datetime();

/** What their address stands for today; `suppressed` wins over consent, `erased` over all. */
export const emailStatusSchema = z.enum([
  'subscribed',
  'unsubscribed',
  'pending',
  'none',
  'suppressed',
  'erased',
]);

const moneySchema = z.object({ amount: z.string(), currency: z.string() }).meta({ id: 'Money' });

const totalsSchema = z
  .object({
    /** Orders that count: no tests, none that were cancelled. */
    orders: z.int().nonnegative(),
    /** One sum a currency. */
    spent: z.array(moneySchema),
    lastOrderAt: at.nullable(),
  })
  .meta({ id: 'ContactTotals' });

export const contactRowSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    /** All but the first letter and the domain hidden; null without one and after erasure. */
    address: z.string().nullable(),
    emailStatus: emailStatusSchema,
    totals: totalsSchema,
    /** The newest thing the shop heard of them. */
    lastSeenAt: at.nullable(),
    /** The titles of the flows they wait in. */
    flows: z.array(z.string()),
    /** The title of the product that a search found them by. */
    bought: z.string().nullable(),
  })
  .meta({ id: 'ContactRow' });

export const contactListSchema = z
  .object({ contacts: z.array(contactRowSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'ContactList' });

const searchShape = z.strictObject({
  /** `all`, `subscribed` and `unmailable`: newest first. `in-flow`: soonest due first. */
  view: z.enum(['all', 'subscribed', 'in-flow', 'unmailable']).default('all'),
  /** The beginning of an address or a name, or a part of the title of something they bought. */
  search: z.string().trim().min(1).max(100).optional(),
  /** Those of whom it holds, newest first. */
  where: predicateSchema.optional(),
});

type Asked = Pick<z.infer<typeof searchShape>, 'search' | 'where'>;

const oneOfThem = ({ search, where }: Asked): boolean => search === undefined || where === undefined;
const notBoth = { path: ['where'], message: 'can not stand beside a search' };

/** In a body, so that no name or address stands in a URL or a log. A search, or a condition, looks among all. */
export const contactSearchSchema = searchShape
  .extend({ cursor: z.string().min(1).max(512).optional() })
  .refine(oneOfThem, notBoth)
  .meta({ id: 'ContactSearch' });

export const contactExportSchema = searchShape.refine(oneOfThem, notBoth).meta({ id: 'ContactExport' });

export const contactCountRequestSchema = z
  .strictObject({ where: predicateSchema })
  .meta({ id: 'ContactCountRequest' });

export const contactCountSchema = z
  .object({
    count: z.int().nonnegative(),
    /** Of so many contacts altogether. */
    of: z.int().nonnegative(),
    /** False: reckoned from a thousand of them, to two digits. */
    exact: z.boolean(),
  })
  .meta({ id: 'ContactCount' });

const enrollmentNowSchema = z
  .object({
    id: z.string(),
    /** Give it back with `stop` and `skip`: 409 when they have moved on meanwhile. */
    rev: z.int().nonnegative(),
    flow: z.object({ id: z.string(), title: z.string(), status: z.string() }),
    /** The kind of step they stand in: `wait`, `send-email`, …; empty when their version has no such step. */
    does: z.string(),
    /** The kind of step behind it; null at the end of the flow. */
    next: z.string().nullable(),
    dueAt: at.nullable(),
    heldOut: z.boolean(),
    /** Only a wait can be skipped. */
    canSkip: z.boolean(),
  })
  .meta({ id: 'EnrollmentNow' });

export const contactDetailSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    country: z.string().nullable(),
    since: at,
    erasedAt: at.nullable(),
    emailStatus: emailStatusSchema,
    /** The newest statement they made, with its proof. */
    consent: z
      .object({
        state: z.enum(['subscribed', 'unsubscribed', 'pending']),
        source: z.string(),
        statedAt: at,
        textVersion: z.string().nullable(),
        ip: z.string().nullable(),
      })
      .nullable(),
    suppression: z.object({ reason: z.enum(suppressionReasons), at }).nullable(),
    totals: totalsSchema,
    now: z.array(enrollmentNowSchema),
  })
  .meta({ id: 'ContactDetail' });

export const timelineItemSchema = z
  .object({
    id: z.string(),
    at,
    /** `store`: what they did. `mail`: sent, skipped, put off or failed. `flow`: entered, kept out, left. */
    kind: z.enum(['store', 'mail', 'flow']),
    /** The store event's type, or what was decided: `sent`, `skipped`, `entered`, … */
    type: z.string(),
    /** Empty where there is none. */
    reason: z.string(),
    /** The same decision taken again and again is one line. */
    count: z.int().positive(),
    flow: z.object({ id: z.string(), title: z.string() }).nullable(),
    /** The message it is about, where there is one. */
    message: z.object({ id: z.string(), subject: z.string().nullable() }).nullable(),
    /** What the provider reported of it, oldest first. */
    reported: z.array(z.object({ type: z.string(), at })),
    /** What it is about, in words of the shop: an order's name, a product's title. */
    about: z.string().nullable(),
    /** Until when it was put off. */
    until: at.nullable(),
    /** What the gate answered, in the order it was asked. */
    gate: z.array(z.object({ clause: z.string(), pass: z.boolean(), saw: z.string().nullable() })),
  })
  .meta({ id: 'TimelineItem' });

export const timelineSchema = z
  .object({ items: z.array(timelineItemSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'Timeline' });

export const contactParamsSchema = z.strictObject({ contact: z.string().min(1).max(128) });
export const timelineQuerySchema = z.strictObject({
  kind: z.enum(['store', 'mail', 'flow']).optional(),
  cursor: z.string().min(1).max(512).optional(),
});
export const enrollmentParamsSchema = contactParamsSchema.extend({
  enrollment: z.string().min(1).max(128),
});
export const enrollmentActSchema = z
  .strictObject({ rev: z.int().nonnegative() })
  .meta({ id: 'EnrollmentAct' });

export type EmailStatus = z.infer<typeof emailStatusSchema>;
export type ContactTotals = z.infer<typeof totalsSchema>;
export type ContactRowView = z.infer<typeof contactRowSchema>;
export type ContactListView = z.infer<typeof contactListSchema>;
export type ContactSearch = z.infer<typeof contactSearchSchema>;
export type ContactExportRequest = z.infer<typeof contactExportSchema>;
export type ContactCountRequest = z.infer<typeof contactCountRequestSchema>;
export type ContactCount = z.infer<typeof contactCountSchema>;
export type ContactDetailView = z.infer<typeof contactDetailSchema>;
export type EnrollmentNow = z.infer<typeof enrollmentNowSchema>;
export type TimelineItem = z.infer<typeof timelineItemSchema>;
export type TimelineView = z.infer<typeof timelineSchema>;
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;
