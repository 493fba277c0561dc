import { z } from 'zod';

const count = z.int().nonnegative();
/** Decimal text with two places, in the shop's currency. */
const money = z.string().regex(/^\d+\.\d{2}$/);

const countsShape = {
  sent: count,
  skipped: count,
  /** Mails that a person opened; what mail programs open by themselves is left out. Null where nobody tells. */
  opened: count.nullable(),
  /** Mails in which a person followed a link; programs that follow every link are left out. */
  clicked: count,
  unsubscribed: count,
  complained: count,
  /** Credited to its mails; cancelled ones don't count. */
  orders: count,
  /** Of those in the shop's currency, net of refunds. */
  revenue: money,
};

export const flowWarningSchema = z.enum(['complaints', 'unsubscribes']);

const flowFiguresSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    ...countsShape,
    warning: flowWarningSchema.nullable(),
  })
  .meta({ id: 'FlowFigures' });

export const figuresSchema = z
  .object({
    /** Of so many days of UTC, today's among them. */
    days: count,
    from: z.iso.datetime(),
    currency: z.string(),
    definition: z.object({
      /** An order counts for the last click that came at most so many days before it, else for the mail whose code it used. */
      attributionDays: count,
      /** From which share of the mails sent there is a warning. */
      warnAt: z.object({ complaints: z.number(), unsubscribes: z.number() }),
    }),
    totals: z.object(countsShape),
    /** Those that did anything, the most revenue first; fifty at most. */
    flows: z.array(flowFiguresSchema),
  })
  .meta({
    id: 'Figures',
    description:
      'What came of the mails of the last `days` days. Mails count on the day they left, and once each for being opened, ' +
      'clicked, unsubscribed from or reported, whenever that was. An order is credited to the last click of its customer ' +
      'in one of our mails at most `attributionDays` before it, else to the mail whose code it used; test orders never are.',
  });

const returningMonthSchema = z
  .object({
    /** `2026-11`, in the shop's zone. */
    month: z.string(),
    /** People who ordered in the twelve months before. */
    customers: count,
    /** Of them: ordered again in this month. */
    returned: count,
    /** People who ordered in this month and not in the twelve before. */
    fresh: count,
    /** `returned / customers`; null without customers. */
    rate: z.number().min(0).max(1).nullable(),
  })
  .meta({ id: 'ReturningMonth' });

export const returningSchema = z
  .object({
    /** Oldest first, the month that is under way last; empty until the orders have been counted once. */
    months: z.array(returningMonthSchema),
    /** Real time; null until then. */
    countedAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Returning',
    description:
      'Customer retention rate by month: of the people who ordered in the twelve months before a month, the share who ' +
      'ordered again in it. Test and cancelled orders are left out.',
  });

export type FiguresView = z.infer<typeof figuresSchema>;
export type FlowFiguresView = z.infer<typeof flowFiguresSchema>;
export type ReturningView = z.infer<typeof returningSchema>;
