import type { JsonObject, JsonValue } from '../lib/json.ts';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own keys only: `constructor` or `__proto__` in a merchant's path finds nothing. */
const member = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The value at a dotted path such as `address.country`; undefined where the path ends early. */
export const readProperty = (source: JsonObject | undefined, path: string): JsonValue | undefined => {
  let value: JsonValue | undefined = source;
  for (const key of path.split('.')) value = member(value, key);
  return value;
};
