import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetailView } from '../../../../server/mail/message.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { useReason } from '../../format/use-reason.ts';
import { Moment } from '../../ui/moment.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { noSubjectKey } from './no-subject-key.ts';

export const MessageFacts = ({ message }: { readonly message: MessageDetailView }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const inWords = useReason();
  const { status, reason, sentAt, at, contact, flow } = message;
  const facts = [
    {
      id: 'contact',
      value: (
        <TextLink url={`/contacts/${encodeURIComponent(contact.id)}`}>
          {contact.address ?? contact.name ?? t('messages.erased')}
        </TextLink>
      ),
    },
    { id: 'email', value: message.subject ?? t(noSubjectKey(status)) },
    {
      id: 'flow',
      value: <TextLink url={`/flows/${encodeURIComponent(flow.id)}`}>{flow.title}</TextLink>,
    },
    { id: 'step', value: message.step },
    { id: 'time', value: <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} /> },
  ];
  const time = format.moment(sentAt ?? at);
  return (
    <Stack>
      <Words strong>
        {reason === null ? t(`messages.sentence.${status}`, { time }) : inWords(reason, status)}
      </Words>
      <Rows
        rows={facts.map(({ id, value }) => ({
          id,
          content: (
            <>
              <Words inline quiet>
                {t(`messages.columns.${id}`)}
              </Words>
              <Words inline>{value}</Words>
            </>
          ),
        }))}
      />
    </Stack>
  );
};
