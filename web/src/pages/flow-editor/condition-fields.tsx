import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { choicesOf, comparisons, properties, toCondition, toPredicate } from './condition.ts';
import type { Condition } from './condition.ts';
import type { StepFieldsProps } from './step-fields.ts';

interface ValueFieldProps {
  readonly condition: Condition;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

const ValueField = ({ condition: { property, value }, error, onChange }: ValueFieldProps): ReactElement => {
  const { t } = useTranslation();
  const label = t('editor.condition.value');
  const choices = choicesOf[property];
  if (choices === undefined)
    return (
      <TextInput
        label={label}
        value={value}
        hint={t(`editor.condition.hint.${property}`)}
        error={error}
        onChange={onChange}
      />
    );
  return (
    <ChoiceField
      label={label}
      value={value}
      choices={choices.map((one) => ({ value: one, label: t(`editor.condition.values.${one}`) }))}
      onChange={onChange}
    />
  );
};

/** What, how, value; and the whole as one sentence underneath. */
export const ConditionFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const condition = toCondition(args['when']);
  if (condition === undefined) return <Words quiet>{t('editor.condition.custom')}</Words>;
  const write = (change: Partial<Condition>): void => {
    editor.change(id, { ...args, when: { ...toPredicate({ ...condition, ...change }) } });
  };
  const { property, is, value } = condition;
  const shown = choicesOf[property] === undefined ? value : t(`editor.condition.values.${value}`);
  return (
    <>
      <ChoiceField
        label={t('editor.condition.property')}
        value={property}
        choices={properties.map((one) => ({ value: one, label: t(`editor.condition.properties.${one}`) }))}
        onChange={(next) => {
          write({ property: next, value: choicesOf[next]?.[0] ?? '' });
        }}
      />
      <ChoiceField
        label={t('editor.condition.is')}
        value={is}
        choices={comparisons.map((one) => ({ value: one, label: t(`editor.condition.comparisons.${one}`) }))}
        onChange={(next) => {
          write({ is: comparisons.find((one) => one === next) ?? is });
        }}
      />
      <ValueField
        condition={condition}
        error={problems.of(id)[0]}
        onChange={(next) => {
          write({ value: next });
        }}
      />
      <Words quiet>{t(`editor.condition.sentence.${property}.${is}`, { value: shown })}</Words>
    </>
  );
};
