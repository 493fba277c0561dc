import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageListItem } from '../../../../server/mail/message.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { Moment } from '../../ui/moment.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { contactName } from './contact-name.ts';
import { noSubjectKey } from './no-subject-key.ts';
import { MessageStatusPill } from './message-status-pill.tsx';

interface MessagesTableProps {
  readonly messages: readonly MessageListItem[];
  readonly busy: boolean;
}

const useColumns = (): readonly TableColumn<MessageListItem>[] => {
  const { t } = useTranslation();
  const format = useFormat();
  const inWords = useReason();
  const heading = (id: string): string => t(`messages.columns.${id}`);
  return [
    {
      id: 'contact',
      heading: heading('contact'),
      cell: ({ id, contact }) => (
        <TextLink primary url={`/messages/${encodeURIComponent(id)}`}>
          {contactName(contact, t('messages.erased'))}
        </TextLink>
      ),
    },
    {
      id: 'email',
      heading: heading('email'),
      cell: ({ subject, status }) =>
        subject ?? (
          <Words inline quiet>
            {t(noSubjectKey(status))}
          </Words>
        ),
    },
    {
      id: 'flow',
      heading: heading('flow'),
      cell: ({ flow }) => (
        <Words inline quiet>
          {flow.title}
        </Words>
      ),
    },
    {
      id: 'status',
      heading: heading('status'),
      keep: true,
      cell: ({ status }) => <MessageStatusPill status={status} />,
    },
    {
      id: 'reason',
      heading: heading('reason'),
      cell: ({ reason, status }) => (reason === null ? null : inWords(reason, status)),
    },
    {
      id: 'time',
      heading: heading('time'),
      keep: true,
      cell: ({ at }) => <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
  ];
};

export const MessagesTable = ({ messages, busy }: MessagesTableProps): ReactElement => {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <Table
      caption={t('messages.caption')}
      columns={columns}
      rows={messages}
      busy={busy}
      rowId={({ id }) => id}
    />
  );
};
