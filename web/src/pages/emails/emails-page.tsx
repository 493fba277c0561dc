import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTemplateListView } from '../../../../server/mail/templates/own/own-template.contract.ts';
import { useOwnTemplates } from '../../api/use-templates.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { NewEmail } from './new-email.tsx';

type Email = OwnTemplateListView['templates'][number];

const State = ({ email }: { readonly email: Email }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Row gap="100">
      {email.published > 0 && (
        <Pill tone="success" label={t('emails.version', { version: email.published })} />
      )}
      {email.hasDraft && <Pill tone="info" label={t('editor.draft')} />}
    </Row>
  );
};

const EmailTable = ({ emails }: { readonly emails: readonly Email[] }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table
      caption={t('emails.title')}
      rows={emails}
      rowId={({ key }) => key}
      columns={[
        {
          id: 'title',
          heading: t('emails.one'),
          cell: ({ key, title }) => (
            <TextLink primary url={`/flows/emails/${encodeURIComponent(key)}`}>
              {title}
            </TextLink>
          ),
        },
        {
          id: 'flow',
          heading: t('emails.writtenFor'),
          cell: ({ flow }) => t(`emails.flow.${flow}`, { defaultValue: flow }),
        },
        {
          id: 'state',
          heading: t('emails.state'),
          keep: true,
          cell: (email) => <State email={email} />,
        },
        {
          id: 'changed',
          heading: t('emails.changedAt'),
          keep: true,
          cell: ({ updatedAt }) => format.moment(updatedAt),
        },
      ]}
    />
  );
};

/** The mails that the shop made its own. */
export const EmailsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useOwnTemplates();
  return (
    <Screen title={t('emails.title')} back={{ content: t('flows.title'), url: '/flows' }}>
      <NewEmail />
      {error !== null && data === undefined && (
        <LoadProblem title={t('emails.error')} error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <Panel>
          <Skeleton lines={4} label={t('common.loading')} />
        </Panel>
      )}
      {data !== undefined &&
        (data.templates.length === 0 ? (
          <Panel>
            <Empty title={t('emails.none')} body={t('emails.noneHint')} />
          </Panel>
        ) : (
          <Panel flush>
            <EmailTable emails={data.templates} />
          </Panel>
        ))}
    </Screen>
  );
};
