import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ContactDetailView } from '../../../../server/insights/contacts/contact.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useContact } from '../../api/use-contacts.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useFormat } from '../../format/use-format.ts';
import { countryName, languageName } from '../../i18n/language-name.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { ConsentPanel } from './consent-panel.tsx';
import { contactName } from './contact-name.ts';
import { DataPanel } from './data-panel.tsx';
import { EmailStatusPill } from './email-status-pill.tsx';
import { Facts } from '../../ui/facts.tsx';
import { NowPanel } from './now-panel.tsx';
import { SpentWords } from './spent-words.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useContactActing } from './use-contact-acting.ts';

const Totals = ({ contact: { totals } }: { readonly contact: ContactDetailView }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastOrderAt } = totals;
  return (
    <Panel title={t('contacts.totals')}>
      <Facts
        facts={[
          { label: t('contacts.orders'), value: format.number(totals.orders) },
          { label: t('contacts.spent'), value: <SpentWords spent={totals.spent} /> },
          {
            label: t('contacts.lastOrder'),
            value: lastOrderAt === null ? t('contacts.never') : format.moment(lastOrderAt),
          },
        ]}
      />
    </Panel>
  );
};

const Details = ({ contact }: { readonly contact: ContactDetailView }): ReactElement => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('contacts.details')}>
      <Facts
        facts={[
          { label: t('contacts.columns.email'), value: <EmailStatusPill status={contact.emailStatus} /> },
          { label: t('contacts.phone'), value: contact.phone },
          {
            label: t('contacts.country'),
            value: contact.country && countryName(contact.country, i18n.language),
          },
          {
            label: t('contacts.language'),
            value: contact.locale && languageName(contact.locale, i18n.language),
          },
          { label: t('contacts.since'), value: format.day(contact.since) },
        ]}
      />
    </Panel>
  );
};

const Person = ({ contact }: { readonly contact: ContactDetailView }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const acting = useContactActing(contact.id);
  const { erasedAt } = contact;
  return (
    <>
      {erasedAt !== null && (
        <Notice tone="info">{t('contacts.erasedNote', { time: format.moment(erasedAt) })}</Notice>
      )}
      {acting.problem !== undefined && <Notice tone="critical" title={acting.problem} />}
      <TwoThirds
        main={
          <>
            <NowPanel contact={contact} acting={acting} />
            <TimelinePanel contact={contact.id} />
          </>
        }
        side={
          <>
            {contact.address !== null && <ConsentPanel contact={contact} acting={acting} />}
            <Totals contact={contact} />
            <Details contact={contact} />
            {erasedAt === null && <DataPanel contact={contact} />}
          </>
        }
      />
    </>
  );
};

const Content = ({ id }: { readonly id: string }): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useContact(id);
  if (data) return <Person contact={data} />;
  if (error && codeOf(error) === 'not_found')
    return (
      <Panel>
        <Empty
          title={t('contacts.missing')}
          action={<Action label={t('contacts.title')} url="/contacts" />}
        />
      </Panel>
    );
  if (error)
    return <LoadProblem title={t('contacts.errorOne')} error={error} onRetry={() => void refetch()} />;
  return (
    <Panel>
      <Skeleton heading label={t('common.loading')} lines={12} />
    </Panel>
  );
};

export const ContactPage = (): ReactElement => {
  const { t } = useTranslation();
  const { contact: id = '' } = useParams();
  const { data } = useContact(id);
  return (
    <Screen
      title={data === undefined ? t('contacts.columns.contact') : contactName(data, t)}
      subtitle={data?.name === null ? undefined : (data?.address ?? undefined)}
      badge={data && <EmailStatusPill status={data.emailStatus} />}
      back={{ content: t('contacts.title'), url: '/contacts' }}
    >
      <OfflineNote />
      <Content id={id} />
    </Screen>
  );
};
