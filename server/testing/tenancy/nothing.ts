const isIterable = (value: object): value is AsyncIterable<unknown> => Symbol.asyncIterator in value;

/** What a call brought, with everything that is read bit by bit. */
export const collected = async (value: unknown): Promise<unknown> => {
  const found = await value;
  if (typeof found === 'object' && found !== null && isIterable(found)) return Array.fromAsync(found);
  return found;
};

/** Nothing is found: no row, no count, no time, however it is wrapped. */
export const isNothing = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (value instanceof Date) return false;
  if (value instanceof Map || value instanceof Set) return [...value.values()].every(isNothing);
  return typeof value === 'object' && Object.values(value).every(isNothing);
};
