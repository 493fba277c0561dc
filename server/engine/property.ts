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

const sameList = (left: readonly JsonValue[], right: readonly JsonValue[]): boolean =>
  left.length === right.length && left.every((item, index) => sameJson(item, right[index] ?? null));

const sameObject = (left: JsonObject, right: JsonObject): boolean => {
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] ?? null, right[key] ?? null))
  );
};

/** Equal as JSON: 0 and -0 are one number, and it doesn't matter which key comes first. */
export const sameJson = (left: JsonValue, right: JsonValue): boolean => {
  if (Array.isArray(left)) return Array.isArray(right) && sameList(left, right);
  if (isObject(left)) return isObject(right) && sameObject(left, right);
  return left === right;
};
