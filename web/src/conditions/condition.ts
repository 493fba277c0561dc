export const comparisons = ['equals', 'not-equals', 'contains', 'is-set'] as const;
export type Comparison = (typeof comparisons)[number];

/** The part of the server's language of questions about a person that rows can say. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly property: string; readonly is: Comparison; readonly value?: string | boolean }
  | { readonly event: string; readonly atLeast: number; readonly within?: string };

/** A question about what is known of a person. */
export interface PropertyRow {
  readonly kind: 'property';
  /** One of `properties`, or `properties.NAME`. */
  readonly property: string;
  readonly is: Comparison;
  readonly value: string;
}

/** A question about what they did. */
export interface EventRow {
  readonly kind: 'event';
  readonly event: string;
  /** 0: not at all. */
  readonly atLeast: number;
  /** ISO 8601; empty: ever, as far as anything is kept. */
  readonly within: string;
}

export type Row = PropertyRow | EventRow;

/** Rows that must all hold, or of which one is enough. */
export interface Condition {
  readonly match: 'all' | 'any';
  readonly rows: readonly Row[];
}

export const properties = ['isCustomer', 'consent', 'countryCode', 'locale'] as const;
export const events = [
  'order.placed',
  'order.fulfilled',
  'checkout.updated',
  'cart.updated',
  'product.viewed',
] as const;

/** Of what merchants and flows note on a contact. */
export const ownPrefix = 'properties.';

/** Values that can be chosen; the others are typed. */
export const choicesOf: Readonly<Record<string, readonly string[]>> = {
  isCustomer: ['true', 'false'],
  consent: ['subscribed', 'unsubscribed', 'pending', 'none'],
};

/** How a property can be compared: what is chosen from a list is that or isn't. */
export const comparisonsOf = (property: string): readonly Comparison[] =>
  property.startsWith(ownPrefix) ? comparisons : ['equals', 'not-equals'];

export const freshRow: Row = { kind: 'property', property: 'isCustomer', is: 'equals', value: 'true' };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const propertyRow = ({
  property,
  is,
  value,
  ...more
}: Readonly<Record<string, unknown>>): Row | undefined => {
  const comparison = comparisons.find((one) => one === is);
  if (typeof property !== 'string' || comparison === undefined || Object.keys(more).length > 0)
    return undefined;
  const known = properties.some((one) => one === property) || property.startsWith(ownPrefix);
  if (!known || !comparisonsOf(property).includes(comparison)) return undefined;
  if (comparison === 'is-set')
    return value === undefined ? { kind: 'property', property, is: comparison, value: '' } : undefined;
  const fits = property === 'isCustomer' ? typeof value === 'boolean' : typeof value === 'string';
  return fits ? { kind: 'property', property, is: comparison, value: String(value) } : undefined;
};

const eventRow = ({
  event,
  atLeast,
  within = '',
  ...more
}: Readonly<Record<string, unknown>>): EventRow | undefined => {
  const known = events.find((one) => one === event);
  if (known === undefined || typeof atLeast !== 'number' || typeof within !== 'string') return undefined;
  return Object.keys(more).length > 0 ? undefined : { kind: 'event', event: known, atLeast, within };
};

const rowOf = (predicate: unknown): Row | undefined => {
  if (!isObject(predicate)) return undefined;
  if ('property' in predicate) return propertyRow(predicate);
  if ('event' in predicate) return eventRow(predicate);
  const { not, ...more } = predicate;
  if (!isObject(not) || Object.keys(more).length > 0 || !('event' in not)) return undefined;
  const row = eventRow(not);
  return row?.atLeast === 1 ? { ...row, atLeast: 0 } : undefined;
};

/** Undefined for what needs more than rows: it is shown as it is and written over the API. */
export const toCondition = (predicate: unknown): Condition | undefined => {
  if (!isObject(predicate)) return undefined;
  const match = 'any' in predicate ? 'any' : 'all';
  const list = predicate[match];
  const inner = Array.isArray(list) && Object.keys(predicate).length === 1 ? list : [predicate];
  const rows = inner.flatMap((one: unknown) => rowOf(one) ?? []);
  return rows.length === 0 || rows.length < inner.length ? undefined : { match, rows };
};

const predicateOf = (row: Row): Predicate => {
  if (row.kind === 'property') {
    const { property, is, value } = row;
    if (is === 'is-set') return { property, is };
    return { property, is, value: property === 'isCustomer' ? value === 'true' : value };
  }
  const { event, atLeast, within } = row;
  const happened = { event, atLeast: Math.max(1, atLeast), ...(within !== '' && { within }) };
  return atLeast === 0 ? { not: happened } : happened;
};

/** One row is what it says, with nothing around it. */
export const toPredicate = ({ match, rows }: Condition): Predicate => {
  const list = rows.map(predicateOf);
  const [only] = list;
  if (only !== undefined && list.length === 1) return only;
  return match === 'any' ? { any: list } : { all: list };
};
