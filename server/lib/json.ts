export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

interface ReviverContext {
  readonly source?: string;
}

const keepBigInts = (_key: string, value: unknown, context?: ReviverContext): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
};

/** No integer with fewer digits is beyond what a double holds; a reviver makes parsing several times slower. */
const manyDigits = /\d{16}/;

/** Like JSON.parse, but integers that a double can't hold come back as their digits. Throws SyntaxError. */
export const parseJson = (text: string): unknown =>
  manyDigits.test(text) ? JSON.parse(text, keepBigInts) : JSON.parse(text);
