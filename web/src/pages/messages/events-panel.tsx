import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetailView, ReportedEventView } from '../../../../server/mail/message.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const Told = ({ event: { type, at, detail } }: { readonly event: ReportedEventView }): ReactElement => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const key = `messages.eventDetail.${detail ?? ''}`;
  return (
    <>
      <Stack gap="100">
        <Words inline>{t(`timeline.reported.${type}`)}</Words>
        {detail !== null && (
          <Words inline quiet>
            {i18n.exists(key) ? t(key) : detail}
          </Words>
        )}
      </Stack>
      <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />
    </>
  );
};

/** What became of it after it left. */
export const EventsPanel = ({ message }: { readonly message: MessageDetailView }): ReactElement | null => {
  const { t } = useTranslation();
  const { events, status } = message;
  if (status !== 'accepted' && events.length === 0) return null;
  return (
    <Panel title={t('messages.events')}>
      {events.length === 0 && <Words quiet>{t('messages.noEvents')}</Words>}
      <Rows
        rows={events.map((event) => ({
          id: `${event.type} ${event.at} ${event.detail ?? ''}`,
          content: <Told event={event} />,
        }))}
      />
    </Panel>
  );
};
