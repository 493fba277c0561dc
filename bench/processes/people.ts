import type { EnrollmentId } from '../../server/lib/brand.ts';
import type { DispatchWorld } from '../dispatch/world.ts';

interface DueRow {
  _id: string;
  dueAt: Date;
}

export interface Spread {
  readonly firstAt: Date;
  readonly intervalMs: number;
}

const bulk = 1000;

/** Gives each of them a due time of its own, then lowers their turns as scheduling does: enrollments first. */
export const spreadDue = async (
  { connection, data }: DispatchWorld,
  ids: readonly EnrollmentId[],
  { firstAt, intervalMs }: Spread,
): Promise<void> => {
  const rows = connection.collection<DueRow>('enrollments');
  for (let from = 0; from < ids.length; from += bulk)
    await rows.bulkWrite(
      ids.slice(from, from + bulk).map((id, index) => ({
        updateOne: {
          filter: { _id: id },
          update: { $set: { dueAt: new Date(firstAt.getTime() + (from + index) * intervalMs) } },
        },
      })),
      { ordered: false },
    );
  await data.engine.store.sweep();
};
