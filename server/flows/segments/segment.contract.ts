import { z } from 'zod';
import { predicateSchema } from '../../engine/predicate-schema.ts';

const id = z.string().min(1).max(64);
const rev = z.int().nonnegative();
const title = z.string().trim().min(1).max(80);

export const segmentSchema = z
  .object({
    id,
    title,
    where: predicateSchema,
    /** What a change must name. */
    rev,
    savedAt: z.iso.datetime(),
  })
  .meta({ id: 'Segment' });

export const segmentsSchema = z
  .object({
    /** By title. */
    segments: z.array(segmentSchema),
    /** The platform's own, as far as somebody was heard to join one in the last 400 days; by how many did. */
    platform: z.array(z.object({ id: z.string(), joined: z.int().positive() })),
  })
  .meta({ id: 'Segments' });

export const segmentParamsSchema = z.strictObject({ segment: id });

/** The same again under an id is the same segment, so a lost answer does no harm. */
export const newSegmentSchema = z
  .strictObject({ id: id.regex(/^[\w-]+$/), title, where: predicateSchema })
  .meta({ id: 'NewSegment' });

export const segmentChangeSchema = z
  .strictObject({ rev, title: title.exactOptional(), where: predicateSchema.exactOptional() })
  .meta({ id: 'SegmentChange' });

export const segmentSeenSchema = z.strictObject({ rev }).meta({ id: 'SegmentSeen' });

export type SegmentView = z.infer<typeof segmentSchema>;
export type SegmentsView = z.infer<typeof segmentsSchema>;
export type NewSegment = z.infer<typeof newSegmentSchema>;
export type SegmentChange = z.infer<typeof segmentChangeSchema>;
