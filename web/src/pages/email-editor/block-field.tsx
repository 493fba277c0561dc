import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import type { BlockFieldsProps } from './block-props.ts';
import { WordField } from './word-field.tsx';

/** The names of a block's fields that hold such a value. */
type NameOf<Kind extends Block, Value> = {
  [Name in keyof Kind & string]-?: Kind[Name] extends Value | undefined ? Name : never;
}[keyof Kind & string];

interface FieldProps<Kind extends Block, Value> {
  /** Of the block that the field is one of. */
  readonly of: BlockFieldsProps<Kind>;
  readonly name: NameOf<Kind, Value>;
  readonly label: string;
}

interface WordsProps<Kind extends Block> extends FieldProps<Kind, string> {
  readonly value: string;
  readonly rich?: boolean;
}

/** Words with variables in them; rich ones have marks, too. */
export const WordsOf = <Kind extends Block>({
  of,
  name,
  label,
  value,
  rich,
}: WordsProps<Kind>): ReactElement => (
  <WordField
    rich={rich ?? false}
    label={label}
    value={value}
    error={of.faultOf(name)}
    variables={of.variables}
    onChange={(words) => {
      of.onChange({ ...of.block, [name]: words });
    }}
  />
);

interface ChoiceProps<Kind extends Block, Value extends string> extends FieldProps<Kind, Value> {
  readonly values: readonly Value[];
  readonly value: Value;
  /** Where the words of each value stand, e.g. `emails.sizes`. */
  readonly words: string;
}

/** One of few values. */
export const ChoiceOf = <Kind extends Block, Value extends string>({
  of,
  name,
  label,
  values,
  value,
  words,
}: ChoiceProps<Kind, Value>): ReactElement => {
  const { t } = useTranslation();
  const wordsOf = (one: string): string => t(`${words}.${one}`);
  return (
    <ChoiceField
      label={label}
      value={value}
      choices={values.map((one) => ({ value: one, label: wordsOf(one) }))}
      onChange={(chosen) => {
        const next = values.find((one) => one === chosen);
        if (next !== undefined) of.onChange({ ...of.block, [name]: next });
      }}
    />
  );
};

interface AmountProps<Kind extends Block> extends FieldProps<Kind, number> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

export const AmountOf = <Kind extends Block>({ of, name, ...field }: AmountProps<Kind>): ReactElement => (
  <NumberField
    {...field}
    onChange={(amount) => {
      of.onChange({ ...of.block, [name]: amount });
    }}
  />
);
