import type { TFunction } from 'i18next';
import { formatDuration } from '../format/duration.ts';
import { choicesOf, ownPrefix } from './condition.ts';
import type { Condition, EventRow, PropertyRow, Row } from './condition.ts';

interface WordsContext {
  readonly t: TFunction;
  readonly language: string;
}

const propertyWords = ({ property, is, value }: PropertyRow, { t }: WordsContext): string => {
  if (property.startsWith(ownPrefix))
    return t(`condition.sentence.own.${is}`, { name: property.slice(ownPrefix.length), value });
  const shown = choicesOf[property] === undefined ? value : t(`condition.values.${value}`);
  return t(`condition.sentence.${property}.${is}`, { value: shown });
};

const eventWords = ({ event, atLeast, within }: EventRow, { t, language }: WordsContext): string => {
  const what = t(`condition.did.${event.replace('.', '_')}`);
  const how = atLeast === 0 ? 'never' : 'times';
  const key = within === '' ? `condition.sentence.event.${how}` : `condition.sentence.event.${how}Within`;
  return t(key, { what, count: atLeast, within: formatDuration(within, t, language) });
};

const rowWords = (row: Row, context: WordsContext): string =>
  row.kind === 'property' ? propertyWords(row, context) : eventWords(row, context);

/** The whole as one sentence, each row a clause of its own: nothing is put together out of single words. */
export const conditionWords = ({ match, rows }: Condition, context: WordsContext): string => {
  const type = match === 'all' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(context.language, { type }).format(rows.map((row) => rowWords(row, context)));
};
