import { z } from 'zod';
import type { FlowProgram, Step } from '../../engine/program.ts';

const at = z.iso.datetime();
const rev = z.int().nonnegative();

const draftSchema = z
  .object({
    /** As it was saved: it need not parse. */
    program: z.unknown(),
    /** The version it was begun from. */
    base: z.int().positive(),
    /** Rises with every save; 0 is none yet. */
    rev,
    savedAt: at,
    /** The platform's id of the staff member; null when it isn't known. */
    savedBy: z.string().nullable(),
  })
  .meta({ id: 'FlowDraft' });

export const editableFlowSchema = z
  .object({
    draft: draftSchema.nullable(),
    /** What new people enter: what the draft is compared with. */
    current: z.object({ version: z.int().positive(), program: z.unknown() }),
    /** The templates an email may use. */
    templates: z.array(z.string()),
  })
  .meta({ id: 'EditableFlow' });

export const draftSaveSchema = z
  .strictObject({
    /** The draft's `rev` the person was looking at, 0 where there was none. */
    rev,
    base: z.int().positive(),
    program: z.unknown(),
  })
  .meta({ id: 'FlowDraftSave' });
export const draftDiscardSchema = z.strictObject({ rev }).meta({ id: 'FlowDraftDiscard' });

export const inspectRequestSchema = z
  .strictObject({ program: z.unknown(), startAt: at.optional() })
  .meta({ id: 'FlowInspect' });

const datedStepSchema = z
  .object({
    step: z.string(),
    /** `wait`: it ends then. The others happen then. */
    does: z.string(),
    at,
    /** When quiet hours put it off: until then. */
    heldUntil: at.nullable(),
  })
  .meta({ id: 'DatedStep' });

export const inspectionSchema = z
  .object({
    /** Where it does not parse, dotted path → sentence; empty when it can be published. */
    problems: z.record(z.string(), z.string()),
    /** What would happen when, for somebody who enters at `startAt` and takes the first way at each branch; empty with problems. */
    line: z.array(datedStepSchema),
    startAt: at,
    zone: z.string(),
    /** The line ends early: what comes next depends on the person. */
    open: z.boolean(),
  })
  .meta({ id: 'FlowInspection' });

export type EditableFlowView = z.infer<typeof editableFlowSchema>;
export type FlowInspectionView = z.infer<typeof inspectionSchema>;
export type ProgramData = FlowProgram;
export type StepData = Step;
