import { types } from 'node:util';

/** `ENOENT`, `EEXIST`, …; undefined for what isn't a system error. */
export const systemCodeOf = (error: unknown): unknown =>
  types.isNativeError(error) && 'code' in error ? error.code : undefined;

export const reasonOf = (error: unknown): string =>
  types.isNativeError(error) ? error.message : String(error);
