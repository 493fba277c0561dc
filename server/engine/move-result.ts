import type { Move, Pin } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';

/**
 * A bulk of moves says how many matched, not which: those are what is found at the next `rev` exactly where the move puts
 * it. One that was written again since counts as unmatched, which is safe: a later claim decides.
 */
export const isWhereMovePut = (move: Move, found: Enrollment | undefined): boolean => {
  if (found?.rev !== move.rev + 1 || found.state !== move.to) return false;
  if (move.to === 'waiting')
    return (
      found.step === move.step &&
      found.dueAt?.getTime() === move.dueAt.getTime() &&
      found.attempts === move.attempts
    );
  return move.to === 'done' || found.exitReason === move.reason;
};

/** The same of a change of version. */
export const isWherePinned = ({ rev, version, dueAt }: Pin, found: Enrollment | undefined): boolean =>
  found?.rev === rev + 1 && found.version === version && found.dueAt?.getTime() === dueAt.getTime();
