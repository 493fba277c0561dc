import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlows } from '../../api/use-flows.ts';
import { useFormat } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Filters } from '../../ui/filters.tsx';
import { DateFilter } from './date-filter.tsx';
import { reasonsIn } from './reasons-in.ts';
import { statuses } from './use-message-filter.ts';
import type { MessageFiltering } from './use-message-filter.ts';

export const MessageFilters = ({ filtering }: { readonly filtering: MessageFiltering }): ReactElement => {
  const { t } = useTranslation();
  const { data } = useFlows();
  const flows = data?.flows ?? [];
  const { flow = '', status = '', reason = '' } = filtering.filter;
  const inWords = useReason();
  const { number } = useFormat();
  const reasons = reasonsIn(flows, flow, reason);
  return (
    <Filters>
      <ChoiceField
        label={t('messages.flow')}
        value={flow}
        choices={[
          { value: '', label: t('messages.allFlows') },
          ...flows.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(value) => {
          filtering.set('flow', value);
        }}
      />
      <ChoiceField
        label={t('messages.status')}
        value={status}
        choices={[
          { value: '', label: t('messages.allStatuses') },
          ...statuses.map((value) => ({ value, label: t(`messages.statusName.${value}`) })),
        ]}
        onChange={(value) => {
          filtering.set('status', value);
        }}
      />
      <ChoiceField
        label={t('messages.reason')}
        value={reason}
        choices={[
          { value: '', label: t('messages.allReasons') },
          ...reasons.map((one) => ({
            value: one.reason,
            label: one.count > 0 ? `${inWords(one.reason)} (${number(one.count)})` : inWords(one.reason),
          })),
        ]}
        onChange={(value) => {
          filtering.set('reason', value);
        }}
      />
      <DateFilter filtering={filtering} />
    </Filters>
  );
};
