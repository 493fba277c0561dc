import type { Enrollment } from './enrollment.ts';

const tolerance = 5 * 60_000;

/** The time a decision is made for: the planned one, unless it is more than five minutes past. */
export const plannedNow = ({ dueAt }: Enrollment, now: Date): Date =>
  dueAt !== undefined && now.getTime() - dueAt.getTime() <= tolerance ? dueAt : now;
