import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, ShowWhen } from '../../../../server/mail/compose/blocks.contract.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';

type Conditional = Exclude<Block, { kind: 'footer' }>;

const subjects: readonly ShowWhen['what'][] = [
  'firstName',
  'lines',
  'severalLines',
  'total',
  'suggestions',
  'offer',
  'order',
  'orderDate',
];
const choices = subjects.flatMap((what) =>
  (['there', 'missing'] as const).map((is) => ({ value: `${what}.${is}`, showWhen: { what, is } })),
);

const without = (block: Conditional): Conditional => {
  const { showWhen: _before, ...rest } = block;
  return rest;
};

/** "Show when": in words, without code. */
export const ShowWhenField = ({
  block,
  onChange,
}: {
  readonly block: Conditional;
  readonly onChange: (block: Block) => void;
}): ReactElement => {
  const { t } = useTranslation();
  const { showWhen } = block;
  return (
    <ChoiceField
      label={t('emails.showWhen')}
      value={showWhen === undefined ? '' : `${showWhen.what}.${showWhen.is}`}
      choices={[
        { value: '', label: t('emails.always') },
        ...choices.map(({ value, showWhen: { what, is } }) => ({
          value,
          label: t(`emails.when.${is}`, { what: t(`emails.what.${what}`) }),
        })),
      ]}
      onChange={(value) => {
        const chosen = choices.find((each) => each.value === value);
        onChange(chosen === undefined ? without(block) : { ...block, showWhen: chosen.showWhen });
      }}
    />
  );
};
