import { z } from 'zod';

const count = z.int().nonnegative();
const at = z.iso.datetime();

export const pastPreviewSchema = z
  .object({
    people: count,
    dues: count,
    /** Those of `dues` whose time was learned; the others hang on the merchant's number. */
    learned: count,
    /** In the flow already. */
    already: count,
    days: z.array(z.object({ day: z.string(), count })),
    /** False where there are more orders than a preview looks at; people are then at least so many. */
    complete: z.boolean(),
  })
  .meta({ id: 'PastPreview' });

export const pastRequestSchema = z
  .strictObject({
    /** The flow's `rev` the person was looking at. */
    rev: count,
    /** At most so many become due on one day by it. */
    perDay: z.int().min(1).max(10_000),
  })
  .meta({ id: 'PastRequest' });

export const inclusionViewSchema = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    perDay: count,
    /** So far. */
    entered: count,
    leftOut: count,
    days: z.array(z.object({ day: z.string(), count })),
    startedAt: at,
    endedAt: at.nullable(),
  })
  .meta({ id: 'Inclusion' });

export const inclusionParamsSchema = z.strictObject({
  flow: z.string().min(1).max(128),
  include: z.string().min(1).max(64),
});
