/** A condition that one row of controls can say; all others are shown as they are and edited over the API. */
export interface Condition {
  readonly property: string;
  readonly is: Comparison;
  readonly value: string;
}

export const properties = ['isCustomer', 'consent', 'countryCode', 'locale'] as const;
export const comparisons = ['equals', 'not-equals'] as const;
export type Comparison = (typeof comparisons)[number];

/** Values that can be chosen; the others are typed. */
export const choicesOf: Readonly<Record<string, readonly string[]>> = {
  isCustomer: ['true', 'false'],
  consent: ['subscribed', 'unsubscribed', 'pending', 'none'],
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Undefined for one that needs more than a row. */
export const toCondition = (predicate: unknown): Condition | undefined => {
  if (!isObject(predicate)) return undefined;
  const { property, is, value } = predicate;
  const known = properties.find((one) => one === property);
  const comparison = comparisons.find((one) => one === is);
  if (known === undefined || comparison === undefined) return undefined;
  if (typeof value !== 'string' && typeof value !== 'boolean') return undefined;
  return { property: known, is: comparison, value: String(value) };
};

export interface ConditionPredicate {
  readonly property: string;
  readonly is: Comparison;
  readonly value: string | boolean;
}

export const toPredicate = ({ property, is, value }: Condition): ConditionPredicate => ({
  property,
  is,
  value: property === 'isCustomer' ? value === 'true' : value,
});
