import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import type { PropsOf } from './block-props.ts';
import { isOf } from './is-of.ts';
import { WordField } from './word-field.tsx';

const roles = ['left', 'due', 'companions', 'alternatives'] as const;
const layouts = ['large', 'rows', 'grid'] as const;
const isRole = isOf(roles);
const isLayout = isOf(layouts);

export const ProductFields = ({ block, onChange }: PropsOf<'product'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        label={t('emails.roleLabel')}
        value={block.role}
        choices={roles.map((value) => ({ value, label: t(`emails.role.${value}`) }))}
        onChange={(role) => {
          if (isRole(role)) onChange({ ...block, role });
        }}
      />
      <ChoiceField
        label={t('emails.layoutLabel')}
        value={block.layout ?? 'rows'}
        choices={layouts.map((value) => ({ value, label: t(`emails.layout.${value}`) }))}
        onChange={(layout) => {
          if (isLayout(layout)) onChange({ ...block, layout });
        }}
      />
      <NumberField
        label={t('emails.most')}
        value={block.most ?? 4}
        min={1}
        max={6}
        onChange={(most) => {
          onChange({ ...block, most });
        }}
      />
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

export const OfferFields = ({ block, variables, faultOf, onChange }: PropsOf<'offer'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <WordField
      label={t('emails.words')}
      value={block.words}
      error={faultOf('words')}
      variables={variables}
      onChange={(words) => {
        onChange({ ...block, words });
      }}
    />
  );
};
