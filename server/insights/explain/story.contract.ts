import { z } from 'zod';

const at = z.iso.datetime();

export const storyGateSchema = z
  .object({ clause: z.string(), pass: z.boolean(), saw: z.string().nullable(), sentence: z.string() })
  .meta({ id: 'StoryGateAnswer' });

export const storyLineSchema = z
  .object({
    /** Shop time; null where only the outcome is known. */
    at: at.nullable(),
    /** When it was planned for, where that is known. */
    plannedAt: at.nullable(),
    /** `decision`: recorded when it was taken. The others say the same from what is stored elsewhere. */
    source: z.enum(['decision', 'enrollment', 'ledger', 'provider', 'effect']),
    kind: z.string(),
    /** Empty for entry and exit. */
    step: z.string(),
    reason: z.string(),
    sentence: z.string(),
    /** How often it was decided alike; `firstAt` is the first time. */
    count: z.int().positive(),
    firstAt: at.nullable(),
    /** What the gate answered, in the order it was asked, with the values it saw. */
    gate: z.array(storyGateSchema),
    detail: z.record(z.string(), z.json()).nullable(),
  })
  .meta({ id: 'StoryLine' });

const storyEventSchema = z
  .object({ type: z.string(), at, detail: z.string().nullable(), sentence: z.string() })
  .meta({ id: 'StoryMessageEvent' });

export const storyMessageSchema = z
  .object({
    id: z.string(),
    step: z.string(),
    status: z.string(),
    reason: z.string().nullable(),
    sentence: z.string(),
    subject: z.string().nullable(),
    sentAt: at.nullable(),
    gate: z.array(storyGateSchema),
    events: z.array(storyEventSchema),
  })
  .meta({ id: 'StoryMessage' });

export const storyNextSchema = z
  .object({
    step: z.string(),
    /** The step's kind: `wait`, `send-email`, …; empty when its version has no such step. */
    does: z.string(),
    dueAt: at.nullable(),
    /** What comes behind it; null at the end of the flow. */
    after: z.object({ step: z.string(), does: z.string() }).nullable(),
    sentence: z.string(),
  })
  .meta({ id: 'StoryNext' });

export const storyEnrollmentSchema = z
  .object({
    id: z.string(),
    about: z.string(),
    occurrence: z.string(),
    version: z.int().nonnegative(),
    state: z.enum(['waiting', 'done', 'exited', 'failed', 'quarantined']),
    heldOut: z.boolean(),
    anchorAt: at.nullable(),
    enteredAt: at.nullable(),
    exitReason: z.string().nullable(),
    sentence: z.string(),
    lines: z.array(storyLineSchema),
    messages: z.array(storyMessageSchema),
    next: storyNextSchema.nullable(),
  })
  .meta({ id: 'StoryEnrollment' });

export const storyFlowSchema = z
  .object({
    flow: z.object({ id: z.string(), title: z.string(), status: z.string() }),
    sentence: z.string(),
    /** Each time a trigger matched and the person was kept out, with the reason. */
    notEntered: z.array(storyLineSchema),
    enrollments: z.array(storyEnrollmentSchema),
  })
  .meta({ id: 'StoryFlow' });

export const storySchema = z
  .object({
    contact: z.object({ id: z.string(), redacted: z.boolean() }),
    flows: z.array(storyFlowSchema),
    /** There is more than one answer holds; the oldest is left out. */
    truncated: z.boolean(),
  })
  .meta({ id: 'Story' });

export const storyParamsSchema = z.strictObject({ contact: z.string().min(1).max(128) });
export const storyQuerySchema = z.strictObject({ flow: z.string().min(1).max(128).optional() });

/** In a body, so that no address stands in a URL or a log. */
export const storyLookupSchema = z
  .union([
    z.strictObject({ address: z.string().min(3).max(320), flow: z.string().min(1).max(128).optional() }),
    z.strictObject({ customerId: z.string().min(1).max(64), flow: z.string().min(1).max(128).optional() }),
  ])
  .meta({ id: 'StoryLookup' });

export type Story = z.infer<typeof storySchema>;
export type StoryFlow = z.infer<typeof storyFlowSchema>;
export type StoryEnrollment = z.infer<typeof storyEnrollmentSchema>;
export type StoryLine = z.infer<typeof storyLineSchema>;
export type StoryMessage = z.infer<typeof storyMessageSchema>;
export type StoryGateAnswer = z.infer<typeof storyGateSchema>;
export type StoryNext = z.infer<typeof storyNextSchema>;
