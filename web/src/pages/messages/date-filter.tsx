import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spans } from './date-range.ts';
import type { MessageFiltering } from './use-message-filter.ts';

export const DateFilter = ({ filtering }: { readonly filtering: MessageFiltering }): ReactElement => {
  const { t } = useTranslation();
  const { span, from, to } = filtering.dates;
  return (
    <>
      <ChoiceField
        label={t('messages.date.label')}
        value={span ?? ''}
        choices={[
          { value: '', label: t('messages.date.any') },
          ...spans.map((one) => ({ value: one, label: t(`messages.date.${one}`) })),
        ]}
        onChange={(value) => {
          filtering.set('span', value);
        }}
      />
      {span === 'custom' && (
        <>
          <TextInput
            type="date"
            label={t('messages.date.from')}
            value={from}
            onChange={(day) => {
              filtering.set('from', day);
            }}
          />
          <TextInput
            type="date"
            label={t('messages.date.to')}
            value={to}
            error={from !== '' && to !== '' && to < from ? t('messages.date.wrong') : undefined}
            onChange={(day) => {
              filtering.set('to', day);
            }}
          />
        </>
      )}
    </>
  );
};
