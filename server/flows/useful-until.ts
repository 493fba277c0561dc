import { findStep } from '../engine/cursor.ts';
import { addDuration } from '../engine/duration.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { FlowKind } from './flow-kind.ts';

type Reckoned = Pick<Enrollment, 'step' | 'dueAt' | 'anchorAt' | 'plannedAt'>;

/** A waiting one's next message is planned for when it is due; in the message's step itself that may be a deferral. */
const plannedFor = ({ step, dueAt, plannedAt }: Reckoned, program: FlowProgram): Date =>
  findStep(program, step)?.key === 'wait' ? (dueAt ?? plannedAt) : plannedAt;

/** From when on its next message comes too late to be of use. */
export const usefulUntil = (
  enrollment: Reckoned,
  program: FlowProgram,
  { kind, zone }: { readonly kind: FlowKind; readonly zone: string },
): Date => {
  const from = kind.usefulFrom === 'anchor' ? enrollment.anchorAt : plannedFor(enrollment, program);
  return addDuration(from, program.usefulFor, { zone });
};
