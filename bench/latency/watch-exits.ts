import { z } from 'zod';
import { monotonicMs } from '../../server/lib/clock.ts';
import type { DispatchWorld } from '../dispatch/world.ts';

const changeSchema = z.object({
  documentKey: z.object({ _id: z.string() }),
  updateDescription: z.object({ updatedFields: z.looseObject({ state: z.string().optional() }) }),
});

/** When each enrollment ended, by a change stream: seen from outside, and no query in the workers' way. */
export const watchExits = async ({ connection }: DispatchWorld) => {
  const exitedAtMs = new Map<string, number>();
  const stream = connection
    .collection('enrollments')
    .watch([{ $match: { operationType: 'update', 'updateDescription.updatedFields.state': 'exited' } }], {
      maxAwaitTimeMS: 50,
    });
  stream.on('change', (change) => {
    exitedAtMs.set(changeSchema.parse(change).documentKey._id, monotonicMs());
  });
  // The first look opens the stream; changes before it would be missed.
  await new Promise<void>((resolve) => stream.once('resumeTokenChanged', () => resolve()));
  return { exitedAtMs, close: () => stream.close() };
};
