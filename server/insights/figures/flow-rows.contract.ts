import { z } from 'zod';
import { flowStatusSchema, stepPictureSchema } from '../../flows/flow.contract.ts';

const count = z.int().nonnegative();

/** One line of the list; its figures are of the last thirty days of UTC. */
export const flowRowSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    status: flowStatusSchema,
    rev: count,
    steps: z.array(stepPictureSchema),
    /** People who are in it now, 10,001 standing for all above ten thousand. */
    waiting: count,
    sent: count,
    skipped: count,
    /** Credited to its mails. */
    orders: count,
    /** Of those in the shop's currency, net of refunds: decimal text. */
    revenue: z.string(),
    /** How many were sent on each day, oldest first, today last. */
    sentByDay: z.array(count),
  })
  .meta({ id: 'FlowRow' });

export const flowRowPageSchema = z
  .object({ flows: z.array(flowRowSchema), currency: z.string(), nextCursor: z.string().nullable() })
  .meta({ id: 'FlowRowPage' });

export const flowViewsOf = ['all', 'live', 'off', 'archived'] as const;

export const flowRowQuerySchema = z.strictObject({
  /** `all`: but for archived ones; `off`: drafts, and those that are switched off or finish. */
  view: z.enum(flowViewsOf).default('all'),
  /** In its title, whatever its capitals. */
  search: z.string().trim().min(1).max(100).optional(),
  cursor: z.string().min(1).max(512).optional(),
});

/** A flow that comes with Encore, to begin with. */
export const presetSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    /** One plain sentence. */
    summary: z.string(),
    steps: z.array(stepPictureSchema),
    /** The shop's own flow of it that isn't live yet, to go on with; null: using it makes a new one. */
    started: z.string().nullable(),
    live: z.boolean(),
  })
  .meta({ id: 'Preset' });
export const presetsSchema = z.object({ presets: z.array(presetSchema) }).meta({ id: 'Presets' });

export type FlowRowView = z.infer<typeof flowRowSchema>;
export type FlowRowPageView = z.infer<typeof flowRowPageSchema>;
export type FlowListViewName = (typeof flowViewsOf)[number];
export type PresetView = z.infer<typeof presetSchema>;
export type PresetsView = z.infer<typeof presetsSchema>;
