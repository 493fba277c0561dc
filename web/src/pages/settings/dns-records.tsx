import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SendingView } from '../../../../server/mail/sending/sending.contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Table } from '../../ui/table.tsx';

type DnsRecord = NonNullable<SendingView['domain']>['records'][number];

interface CopiedProps {
  readonly value: string;
  readonly what: string;
}

const Copied = ({ value, what }: CopiedProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <CopyButton
      value={value}
      label={t('settings.domain.copy', { what })}
      onCopied={() => {
        window.shopify.toast.show(t('settings.domain.copied'), {});
      }}
    />
  );
};

/** What to add to the DNS, each part ready to copy, and whether it was seen. */
export const DnsRecords = ({ records }: { readonly records: readonly DnsRecord[] }): ReactElement => {
  const { t } = useTranslation();
  const heading = (id: string): string => t(`settings.domain.columns.${id}`);
  return (
    <Table
      caption={t('settings.domain.records')}
      rows={records}
      rowId={({ type, host }) => `${type} ${host}`}
      columns={[
        { id: 'type', heading: heading('type'), named: true, keep: true, cell: ({ type }) => type },
        {
          id: 'host',
          heading: heading('host'),
          named: true,
          cell: ({ host }) => <Copied value={host} what={heading('host')} />,
        },
        {
          id: 'value',
          heading: heading('value'),
          named: true,
          cell: ({ value }) => <Copied value={value} what={heading('value')} />,
        },
        {
          id: 'seen',
          heading: heading('seen'),
          keep: true,
          cell: ({ valid }) => (
            <Pill
              tone={valid ? 'success' : 'attention'}
              label={t(valid ? 'settings.domain.seen' : 'settings.domain.missing')}
            />
          ),
        },
      ]}
    />
  );
};
