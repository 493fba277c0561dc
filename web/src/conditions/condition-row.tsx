import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../forms/duration-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { SideBySide } from '../ui/side-by-side.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { choicesOf, comparisonsOf, events, ownPrefix, properties } from './condition.ts';
import type { EventRow, PropertyRow, Row } from './condition.ts';

interface RowProps<Kind extends Row = Row> {
  readonly row: Kind;
  /** What the server says of the value. */
  readonly error?: string | undefined;
  readonly onChange: (row: Row) => void;
}

const own = 'own';
const typedHints = new Set<string>(['countryCode', 'locale']);

const freshOf = (what: string): Row => {
  const event = events.find((one) => one === what);
  if (event !== undefined) return { kind: 'event', event, atLeast: 1, within: 'P30D' };
  const property = what === own ? ownPrefix : what;
  return { kind: 'property', property, is: 'equals', value: choicesOf[property]?.[0] ?? '' };
};

/** What is asked about: something known of them, something they did, or something noted on them. */
const What = ({ row, onChange }: RowProps): ReactElement => {
  const { t } = useTranslation();
  const value = row.kind === 'event' ? row.event : row.property.startsWith(ownPrefix) ? own : row.property;
  return (
    <ChoiceField
      label={t('condition.property')}
      value={value}
      choices={[
        ...properties.map((one) => ({ value: one, label: t(`condition.properties.${one}`) })),
        ...events.map((one) => ({ value: one, label: t(`condition.did.${one.replace('.', '_')}`) })),
        { value: own, label: t('condition.own') },
      ]}
      onChange={(next) => {
        onChange(freshOf(next));
      }}
    />
  );
};

const Value = ({ row, error, onChange }: RowProps<PropertyRow>): ReactElement | null => {
  const { t } = useTranslation();
  const { property, is, value } = row;
  const choices = choicesOf[property];
  const write = (next: string): void => {
    onChange({ ...row, value: next });
  };
  if (is === 'is-set') return null;
  if (choices !== undefined)
    return (
      <ChoiceField
        label={t('condition.value')}
        value={value}
        choices={choices.map((one) => ({ value: one, label: t(`condition.values.${one}`) }))}
        onChange={write}
      />
    );
  const hint = typedHints.has(property) ? t(`condition.hint.${property}`) : undefined;
  return <TextInput label={t('condition.value')} value={value} hint={hint} error={error} onChange={write} />;
};

const PropertyFields = (props: RowProps<PropertyRow>): ReactElement => {
  const { t } = useTranslation();
  const { row, onChange } = props;
  const { property } = row;
  return (
    <>
      {property.startsWith(ownPrefix) && (
        <TextInput
          label={t('condition.name')}
          value={property.slice(ownPrefix.length)}
          onChange={(name) => {
            onChange({ ...row, property: `${ownPrefix}${name}` });
          }}
        />
      )}
      <SideBySide>
        <ChoiceField
          label={t('condition.is')}
          value={row.is}
          choices={comparisonsOf(property).map((one) => ({
            value: one,
            label: t(`condition.comparisons.${one}`),
          }))}
          onChange={(chosen) => {
            const is = comparisonsOf(property).find((one) => one === chosen) ?? row.is;
            onChange({ ...row, is, value: is === 'is-set' ? '' : row.value });
          }}
        />
        <Value {...props} />
      </SideBySide>
    </>
  );
};

const EventFields = ({ row, error, onChange }: RowProps<EventRow>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('condition.atLeast')}
        hint={t('condition.atLeastHint')}
        value={row.atLeast}
        min={0}
        max={1000}
        onChange={(atLeast) => {
          onChange({ ...row, atLeast });
        }}
      />
      <ChoiceField
        label={t('condition.when')}
        value={row.within === '' ? 'ever' : 'within'}
        choices={(['ever', 'within'] as const).map((value) => ({
          value,
          label: t(`condition.whens.${value}`),
        }))}
        onChange={(value) => {
          onChange({ ...row, within: value === 'ever' ? '' : 'P30D' });
        }}
      />
      {row.within !== '' && (
        <DurationField
          label={t('condition.within')}
          value={row.within}
          error={error}
          onChange={(within) => {
            onChange({ ...row, within });
          }}
        />
      )}
    </>
  );
};

/** What, how, value; each with its label. */
export const ConditionRow = (props: RowProps): ReactElement => {
  const { row, ...rest } = props;
  return (
    <>
      <What {...props} />
      {row.kind === 'property' ? <PropertyFields row={row} {...rest} /> : <EventFields row={row} {...rest} />}
    </>
  );
};
