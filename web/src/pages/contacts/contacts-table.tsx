import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRowView } from '../../../../server/insights/contacts/contact.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Moment } from '../../ui/moment.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { contactName } from './contact-name.ts';
import { EmailStatusPill } from './email-status-pill.tsx';
import { SpentWords } from './spent-words.tsx';

const useColumns = (): readonly TableColumn<ContactRowView>[] => {
  const { t } = useTranslation();
  const format = useFormat();
  const heading = (id: string): string => t(`contacts.columns.${id}`);
  return [
    {
      id: 'contact',
      heading: heading('contact'),
      cell: (contact) => (
        <Stack gap="100">
          <TextLink primary url={`/contacts/${encodeURIComponent(contact.id)}`}>
            {contactName(contact, t)}
          </TextLink>
          {contact.name !== null && contact.address !== null && (
            <Words small quiet>
              {contact.address}
            </Words>
          )}
          {contact.bought !== null && (
            <Words small quiet>
              {t('contacts.bought', { product: contact.bought })}
            </Words>
          )}
        </Stack>
      ),
    },
    {
      id: 'email',
      heading: heading('email'),
      keep: true,
      cell: ({ emailStatus }) => <EmailStatusPill status={emailStatus} />,
    },
    {
      id: 'orders',
      heading: heading('orders'),
      number: true,
      cell: ({ totals }) => format.number(totals.orders),
    },
    {
      id: 'spent',
      heading: heading('spent'),
      number: true,
      cell: ({ totals }) => <SpentWords spent={totals.spent} />,
    },
    {
      id: 'seen',
      heading: heading('seen'),
      keep: true,
      cell: ({ lastSeenAt: at }) =>
        at === null ? null : <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
    { id: 'flows', heading: heading('flows'), cell: ({ flows }) => flows.join(', ') || null },
  ];
};

interface ContactsTableProps {
  readonly contacts: readonly ContactRowView[];
  readonly busy: boolean;
}

export const ContactsTable = ({ contacts, busy }: ContactsTableProps): ReactElement => {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <Table
      caption={t('contacts.caption')}
      columns={columns}
      rows={contacts}
      busy={busy}
      rowId={({ id }) => id}
    />
  );
};
