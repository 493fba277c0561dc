import { z } from 'zod';

export const flowStatusSchema = z.enum(['draft', 'live', 'paused', 'finishing', 'archived']);

/** What can be asked for with the switch; the others have their own acts. */
export const switchStatusSchema = z.enum(['live', 'paused', 'finishing']);

const waitPictureSchema = z.object({
  kind: z.literal('wait'),
  id: z.string(),
  /** ISO 8601, e.g. `PT30M`; absent when the wait ends at a time of day or a date. */
  duration: z.string().nullable(),
  from: z.enum(['previous', 'entry']),
});
const emailPictureSchema = z.object({ kind: z.literal('email'), id: z.string() });
const otherPictureSchema = z.object({ kind: z.enum(['act', 'exit']), id: z.string() });

export type StepPicture =
  | z.infer<typeof waitPictureSchema>
  | z.infer<typeof emailPictureSchema>
  | z.infer<typeof otherPictureSchema>
  | { kind: 'branch'; id: string; arms: StepPicture[][] };

/** What the admin draws of a step: never its template or its predicate. */
export const stepPictureSchema: z.ZodType<StepPicture> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      waitPictureSchema,
      emailPictureSchema,
      otherPictureSchema,
      z.object({ kind: z.literal('branch'), id: z.string(), arms: z.array(z.array(stepPictureSchema)) }),
    ]),
  )
  .meta({ id: 'StepPicture' });

const reasonCountSchema = z
  .object({ reason: z.string(), count: z.int().nonnegative() })
  .meta({ id: 'ReasonCount' });

export const flowSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    status: flowStatusSchema,
    /** The version that new enrollments pin. */
    version: z.int().nonnegative(),
    /** Rises with every change of the flow; a write names the one it has seen. */
    rev: z.int().nonnegative(),
    steps: z.array(stepPictureSchema),
    waiting: z.int().nonnegative(),
    sent: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
    /** Most frequent first; adds up to `skipped`. */
    skippedBecause: z.array(reasonCountSchema),
    /** People whose flow ended early: they ordered, unsubscribed, left a newer checkout. */
    stopped: z.int().nonnegative(),
    stoppedBecause: z.array(reasonCountSchema),
  })
  .meta({ id: 'Flow' });

export const flowListSchema = z.object({ flows: z.array(flowSchema) }).meta({ id: 'FlowList' });

export const flowParamsSchema = z.strictObject({ flow: z.string().min(1).max(128) });

export const flowPatchSchema = z
  .strictObject({
    status: switchStatusSchema,
    /** The `rev` the person was looking at. */
    rev: z.int().nonnegative(),
  })
  .meta({ id: 'FlowPatch' });

export type FlowStatusWord = z.infer<typeof flowStatusSchema>;
export type SwitchStatus = z.infer<typeof switchStatusSchema>;
export type FlowView = z.infer<typeof flowSchema>;
export type FlowListView = z.infer<typeof flowListSchema>;
export type FlowPatch = z.infer<typeof flowPatchSchema>;
