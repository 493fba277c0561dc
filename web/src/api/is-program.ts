import type { ProgramData } from '../../../server/flows/drafts/draft.contract.ts';

/** Enough of one to be drawn and edited: what is wrong inside is told by the server at its step. */
export const isProgram = (value: unknown): value is ProgramData =>
  typeof value === 'object' &&
  value !== null &&
  'steps' in value &&
  Array.isArray(value.steps) &&
  'trigger' in value &&
  'reEntry' in value &&
  value.steps.every(isStep);

const isStep = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'key' in value &&
  typeof value.key === 'string' &&
  'args' in value &&
  typeof value.args === 'object' &&
  value.args !== null &&
  (!('arms' in value) ||
    (Array.isArray(value.arms) &&
      value.arms.every((arm: unknown) => Array.isArray(arm) && arm.every(isStep))));
