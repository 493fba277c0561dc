import type { TFunction } from 'i18next';
import { choicesOf, ownPrefix } from './condition.ts';
import type { Condition, EventRow, PropertyRow, Row } from './condition.ts';

interface WordsContext {
  readonly t: TFunction;
  readonly language: string;
  duration(iso: string): string;
}

const propertyWords = ({ property, is, value }: PropertyRow, { t }: WordsContext): string => {
  if (property.startsWith(ownPrefix))
    return t(`condition.sentence.own.${is}`, { name: property.slice(ownPrefix.length), value });
  if (property === 'isCustomer')
    return t(`condition.sentence.isCustomer.${String((value === 'true') === (is === 'equals'))}`);
  const shown = choicesOf[property] === undefined ? value : t(`condition.values.${value}`);
  return t(`condition.sentence.${property}.${is}`, { value: shown });
};

const eventWords = ({ event, atLeast, within }: EventRow, { t, duration }: WordsContext): string => {
  const what = t(`condition.clause.${event.replace('.', '_')}`);
  const how = atLeast === 0 ? 'never' : 'times';
  const key = within === '' ? `condition.sentence.event.${how}` : `condition.sentence.event.${how}Within`;
  return t(key, { what, count: atLeast, within: duration(within) });
};

const rowWords = (row: Row, context: WordsContext): string =>
  row.kind === 'property' ? propertyWords(row, context) : eventWords(row, context);

/** Each row is a clause of its own: nothing is put together out of single words. */
export const clausesOf = ({ match, rows }: Condition, context: WordsContext): string => {
  const type = match === 'all' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(context.language, { type }).format(rows.map((row) => rowWords(row, context)));
};

/** The whole as one sentence. */
export const conditionWords = (condition: Condition, context: WordsContext): string =>
  context.t('condition.sentence.whole', { clauses: clausesOf(condition, context) });
