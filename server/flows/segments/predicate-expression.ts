import { assertNever } from '../../lib/assert-never.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { JsonValue } from '../../lib/json.ts';
import type { EventPredicate, Predicate, PropertyPredicate } from '../../engine/predicate.ts';

type Expression = Readonly<Record<string, unknown>> | string | boolean;

/** Own members only and never through an array, as `readProperty` reads: `$a.b` would look into every item. */
const valueAt = (source: string, path: string): Expression =>
  path
    .split('.')
    .reduce<Expression>((input, field) => ({ $getField: { field: { $literal: field }, input } }), source);

const isText = (value: Expression): Expression => ({ $eq: [{ $type: value }, 'string'] });

const ordered = (operator: string, found: Expression, wanted: JsonValue): Expression => {
  if (typeof wanted !== 'number' && typeof wanted !== 'string') return false;
  const comparable = typeof wanted === 'number' ? { $isNumber: found } : isText(found);
  return { $and: [comparable, { [operator]: [found, { $literal: wanted }] }] };
};

const contains = (found: Expression, wanted: JsonValue): Expression => {
  const inText =
    typeof wanted === 'string' ? { $gte: [{ $indexOfBytes: [found, { $literal: wanted }] }, 0] } : false;
  // `$cond` and not `$and`: only what is of the right type may reach operators that throw at others.
  const inList = { $cond: [{ $isArray: [found] }, { $in: [{ $literal: wanted }, found] }, false] };
  return { $cond: [isText(found), inText, inList] };
};

const compares = (is: PropertyPredicate['is'], found: Expression, wanted: JsonValue): Expression => {
  switch (is) {
    case 'equals':
      return { $eq: [found, { $literal: wanted }] };
    case 'not-equals':
      return { $ne: [found, { $literal: wanted }] };
    case 'greater':
      return ordered('$gt', found, wanted);
    case 'at-least':
      return ordered('$gte', found, wanted);
    case 'less':
      return ordered('$lt', found, wanted);
    case 'at-most':
      return ordered('$lte', found, wanted);
    case 'contains':
      return contains(found, wanted);
    case 'is-set':
      return true;
    default:
      return assertNever(is);
  }
};

const propertyExpression = ({ property, is, value }: PropertyPredicate, source: string): Expression => {
  const found = valueAt(source, property);
  const absent = { $in: [{ $type: found }, ['missing', 'null', 'undefined']] };
  return { $cond: [absent, is === 'not-equals' && value !== null, compares(is, found, value ?? null)] };
};

/**
 * The predicate as an aggregation expression over the object at `source`. What it asks about events is left to `count`,
 * which answers with the expression that holds when enough of them happened.
 */
export const predicateExpression = (
  predicate: Predicate,
  source: string,
  count: (event: EventPredicate) => Expression,
): Expression => {
  const part = (inner: Predicate): Expression => predicateExpression(inner, source, count);
  if ('all' in predicate) return { $and: predicate.all.map(part) };
  if ('any' in predicate) return { $or: predicate.any.map(part) };
  if ('not' in predicate) return { $not: [part(predicate.not)] };
  return 'event' in predicate ? count(predicate) : propertyExpression(predicate, source);
};

/** An event's own words; it has no events of its own. Throws `program_invalid`. */
export const whereExpression = (where: Predicate): Expression =>
  predicateExpression(where, '$data', () => {
    throw new EncoreError('program_invalid', { fields: { where: 'asks about events inside an event' } });
  });
