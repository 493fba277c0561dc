import { z } from 'zod';

const rev = z.int().nonnegative();
const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
  .refine((text) => text.isWellFormed(), 'must be Unicode text');
const flowId = z.string().min(1).max(128);
const version = z.int().positive().max(1_000_000);
const cursor = z.string().min(1).max(512);
const at = z.iso.datetime();

export const newFlowSchema = z
  .union([
    z.strictObject({ preset: z.string().min(1).max(64), title: title.exactOptional() }),
    z.strictObject({ program: z.unknown(), title }),
  ])
  .meta({ id: 'NewFlow' });

/** The `rev` that the person was looking at: with another one nothing is done. */
export const seenRevSchema = z.strictObject({ rev }).meta({ id: 'SeenRev' });
export const flowEditSchema = z.strictObject({ rev, program: z.unknown() }).meta({ id: 'FlowEdit' });
export const flowRenameSchema = z.strictObject({ rev, title }).meta({ id: 'FlowRename' });

const flowVersionSchema = z
  .object({
    version: z.int().positive(),
    createdAt: at,
    /** New enrollments pin it. */
    current: z.boolean(),
    waiting: z.int().nonnegative(),
    /** As it is stored. */
    program: z.unknown(),
  })
  .meta({ id: 'FlowVersion' });
export const flowVersionsSchema = z
  .object({ versions: z.array(flowVersionSchema) })
  .meta({ id: 'FlowVersions' });

const flowCommandViewSchema = z
  .object({
    rev: z.int().nonnegative(),
    at,
    by: z.string().nullable(),
    kind: z.string(),
    detail: z.record(z.string(), z.json()),
  })
  .meta({ id: 'FlowCommand' });
export const flowCommandsSchema = z
  .object({ commands: z.array(flowCommandViewSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'FlowCommands' });
export const flowCommandsQuerySchema = z.strictObject({ cursor: cursor.optional() });

const stayCountSchema = z
  .object({ reason: z.string(), step: z.string(), count: z.int().positive() })
  .meta({ id: 'StayCount' });

export const movePreviewRequestSchema = z
  .strictObject({ to: version, cursor: cursor.exactOptional() })
  .meta({ id: 'MovePreviewRequest' });
export const movePreviewSchema = z
  .object({
    moves: z.int().nonnegative(),
    there: z.int().nonnegative(),
    stays: z.int().nonnegative(),
    because: z.array(stayCountSchema),
    people: z.array(
      z.object({
        enrollment: z.string(),
        contact: z.string(),
        step: z.string(),
        version: z.int(),
        reason: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'MovePreview' });

export const moveRequestSchema = z.strictObject({ rev, to: version }).meta({ id: 'MoveRequest' });
export const moveViewSchema = z
  .object({
    id: z.string(),
    to: z.int().positive(),
    state: z.enum(['running', 'done', 'failed']),
    moved: z.int().nonnegative(),
    /** Once it is done. */
    stays: z.array(stayCountSchema),
    startedAt: at,
    endedAt: at.nullable(),
  })
  .meta({ id: 'FlowMove' });
export const moveParamsSchema = z.strictObject({ flow: flowId, move: z.string().min(1).max(64) });

export type FlowVersionView = z.infer<typeof flowVersionSchema>;
export type FlowVersionsView = z.infer<typeof flowVersionsSchema>;
export type MovePreviewView = z.infer<typeof movePreviewSchema>;
export type FlowMoveView = z.infer<typeof moveViewSchema>;
