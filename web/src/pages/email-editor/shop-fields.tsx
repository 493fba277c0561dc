import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { AmountOf, ChoiceOf, WordsOf } from './block-field.tsx';
import type { PropsOf } from './block-props.ts';

const roles = ['left', 'due', 'companions', 'alternatives'] as const;
const layouts = ['large', 'rows', 'grid'] as const;

export const ProductFields = (props: PropsOf<'product'>): ReactElement => {
  const { t } = useTranslation();
  const { role, layout = 'rows', most = 4 } = props.block;
  return (
    <>
      <ChoiceOf
        of={props}
        name="role"
        label={t('emails.roleLabel')}
        values={roles}
        value={role}
        words="emails.role"
      />
      <ChoiceOf
        of={props}
        name="layout"
        label={t('emails.layoutLabel')}
        values={layouts}
        value={layout}
        words="emails.layout"
      />
      <AmountOf of={props} name="most" label={t('emails.most')} value={most} min={1} max={6} />
    </>
  );
};

export const CartFields = ({ block, onChange }: PropsOf<'cart-lines'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <ChoiceField
      label={t('emails.total')}
      value={String(block.total ?? false)}
      choices={['true', 'false'].map((value) => ({ value, label: t(`emails.shown.${value}`) }))}
      onChange={(total) => {
        onChange({ ...block, total: total === 'true' });
      }}
    />
  );
};

export const OfferFields = (props: PropsOf<'offer'>): ReactElement => {
  const { t } = useTranslation();
  return <WordsOf of={props} name="words" label={t('emails.words')} value={props.block.words} />;
};
