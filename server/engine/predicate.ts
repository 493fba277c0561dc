import type { JsonValue } from '../lib/json.ts';

export type Comparison =
  | 'equals'
  | 'not-equals'
  | 'greater'
  | 'at-least'
  | 'less'
  | 'at-most'
  | 'contains'
  | 'is-set';

export interface PropertyPredicate {
  readonly property: string;
  readonly is: Comparison;
  readonly value?: JsonValue | undefined;
}

/** "did event X at least n times within t [where …]" */
export interface EventPredicate {
  readonly event: string;
  readonly atLeast: number;
  readonly within?: string | undefined;
  readonly where?: Predicate | undefined;
}

/** One language for trigger filters, flow filters, branches and segments. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | PropertyPredicate
  | EventPredicate;
