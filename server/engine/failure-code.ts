import { EncoreError } from '../lib/errors.ts';
import type { ErrorCode } from '../lib/errors.ts';

/** The code that an enrollment's failure is shown with: the thrower's own, else that a step failed. */
export const failureCode = (error: unknown): ErrorCode =>
  error instanceof EncoreError ? error.code : 'step_failed';

/** Trouble with the database is nobody's fault in particular: no enrollment is charged with an attempt for it. */
export const isDatabaseTrouble = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof EncoreError && error.code === 'database_unreachable') return true;
  return error.name.startsWith('Mongo') || isDatabaseTrouble(error.cause);
};
