import type { JsonObject, JsonValue } from '../lib/json.ts';
import { assertNever } from '../lib/assert-never.ts';
import { subtractDuration } from './duration.ts';
import type { EventPredicate, Predicate, PropertyPredicate } from './predicate.ts';
import { readProperty, sameJson } from './property.ts';
import type { FactName, Facts } from './step.ts';

/**
 * Only numbers with numbers and texts with texts (ISO dates sort as texts); anything else is no comparison at all. Texts
 * go by code point, as MongoDB's do; JavaScript itself sorts otherwise beyond U+FFFF.
 */
const signOf = (found: JsonValue, wanted: JsonValue): number | undefined => {
  if (typeof found === 'number' && typeof wanted === 'number') return found - wanted;
  if (typeof found !== 'string' || typeof wanted !== 'string') return undefined;
  return Buffer.compare(Buffer.from(found), Buffer.from(wanted));
};

const contains = (found: JsonValue, wanted: JsonValue): boolean => {
  if (typeof found === 'string') return typeof wanted === 'string' && found.includes(wanted);
  return Array.isArray(found) && found.some((item: JsonValue) => sameJson(item, wanted));
};

const compares = (is: PropertyPredicate['is'], found: JsonValue, wanted: JsonValue): boolean => {
  const sign = signOf(found, wanted);
  switch (is) {
    case 'equals':
      return sameJson(found, wanted);
    case 'not-equals':
      return !sameJson(found, wanted);
    case 'greater':
      return sign !== undefined && sign > 0;
    case 'at-least':
      return sign !== undefined && sign >= 0;
    case 'less':
      return sign !== undefined && sign < 0;
    case 'at-most':
      return sign !== undefined && sign <= 0;
    case 'contains':
      return contains(found, wanted);
    case 'is-set':
      return true;
    default:
      return assertNever(is);
  }
};

/** A property that is missing or null holds for `not-equals` only. */
const propertyHolds = (
  { property, is, value }: PropertyPredicate,
  source: JsonObject | undefined,
): boolean => {
  const found = readProperty(source, property);
  if (found === undefined || found === null) return is === 'not-equals' && value !== null;
  return compares(is, found, value ?? null);
};

const eventHolds = (predicate: EventPredicate, facts: Facts, now: Date): boolean => {
  const { event, atLeast, within, where } = predicate;
  const since = within === undefined ? -Infinity : subtractDuration(now, within, facts.zone).getTime();
  const matching = (facts.events ?? []).filter(
    ({ type, at, data }) =>
      type === event &&
      at.getTime() > since &&
      at.getTime() <= now.getTime() &&
      (where === undefined || evaluatePredicate(where, { ...facts, contact: data }, now)),
  );
  return matching.length >= atLeast;
};

/** In memory, over facts that were loaded before. Inside an event's `where`, properties are the event's own. */
export const evaluatePredicate = (predicate: Predicate, facts: Facts, now: Date): boolean => {
  if ('all' in predicate) return predicate.all.every((part) => evaluatePredicate(part, facts, now));
  if ('any' in predicate) return predicate.any.some((part) => evaluatePredicate(part, facts, now));
  if ('not' in predicate) return !evaluatePredicate(predicate.not, facts, now);
  if ('event' in predicate) return eventHolds(predicate, facts, now);
  return propertyHolds(predicate, facts.contact);
};

const partsOf = (predicate: Predicate): readonly Predicate[] => {
  if ('all' in predicate) return predicate.all;
  if ('any' in predicate) return predicate.any;
  return 'not' in predicate ? [predicate.not] : [];
};

/** Which facts must be loaded before it can be evaluated. */
export const predicateNeeds = (predicate: Predicate): readonly FactName[] => {
  if ('event' in predicate) return ['zone', 'events'];
  if ('property' in predicate) return ['contact'];
  return [...new Set(partsOf(predicate).flatMap(predicateNeeds))];
};
