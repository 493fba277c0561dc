import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Action } from '../ui/action.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { Stack } from '../ui/stack.tsx';
import { Words } from '../ui/words.tsx';
import { freshRow, toCondition, toPredicate } from './condition.ts';
import type { Condition, Predicate } from './condition.ts';
import { ConditionRow } from './condition-row.tsx';
import { conditionWords } from './condition-words.ts';
import { MatchingCount } from './matching-count.tsx';
import './condition-builder.css';

const mostRows = 10;

interface ConditionBuilderProps {
  readonly predicate: unknown;
  /** What the server says of it. */
  readonly error?: string | undefined;
  readonly onChange: (predicate: Predicate) => void;
}

interface RowsProps {
  readonly condition: Condition;
  readonly error: string | undefined;
  readonly write: (change: Partial<Condition>) => void;
}

const Rows = ({ condition: { rows }, error, write }: RowsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      {rows.map((row, index) => (
        <fieldset key={`${index} of ${rows.length}`} className="enc-fieldset enc-condition">
          <legend>{t('condition.row', { number: index + 1 })}</legend>
          <Stack>
            <ConditionRow
              row={row}
              error={error}
              onChange={(next) => {
                write({ rows: rows.with(index, next) });
              }}
            />
            {rows.length > 1 && (
              <div>
                <Action
                  plain
                  label={t('condition.remove', { number: index + 1 })}
                  onAction={() => {
                    write({ rows: rows.toSpliced(index, 1) });
                  }}
                />
              </div>
            )}
          </Stack>
        </fieldset>
      ))}
    </>
  );
};

/** Rows of labelled controls, the whole as one sentence under them, and how many people that are now. */
export const ConditionBuilder = ({ predicate, error, onChange }: ConditionBuilderProps): ReactElement => {
  const { t, i18n } = useTranslation();
  const { duration } = useFormat();
  const condition = toCondition(predicate);
  if (condition === undefined) return <Words quiet>{t('condition.custom')}</Words>;
  const { match, rows } = condition;
  const write = (change: Partial<Condition>): void => {
    onChange(toPredicate({ ...condition, ...change }));
  };
  return (
    <Stack>
      {rows.length > 1 && (
        <ChoiceField
          label={t('condition.match')}
          value={match}
          choices={(['all', 'any'] as const).map((value) => ({
            value,
            label: t(`condition.matches.${value}`),
          }))}
          onChange={(value) => {
            write({ match: value === 'any' ? 'any' : 'all' });
          }}
        />
      )}
      <Rows condition={condition} error={error} write={write} />
      {rows.length < mostRows && (
        <div>
          <Action
            label={t('condition.add')}
            onAction={() => {
              write({ rows: [...rows, freshRow] });
            }}
          />
        </div>
      )}
      <Words>{conditionWords(condition, { t, language: i18n.language, duration })}</Words>
      <MatchingCount predicate={toPredicate(condition)} />
    </Stack>
  );
};
