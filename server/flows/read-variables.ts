import type { JsonObject } from '../lib/json.ts';

export const textVariable = (variables: JsonObject, name: string): string | undefined => {
  const value = variables[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const numberVariable = (variables: JsonObject, name: string): number | undefined => {
  const value = variables[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** A moment kept as ISO text; undefined when it is missing or no date. */
export const dateVariable = (variables: JsonObject, name: string): Date | undefined => {
  const text = textVariable(variables, name);
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at);
};
