import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ContactDetailView,
  EnrollmentNow,
} from '../../../../server/insights/contacts/contact.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import type { ContactActing } from './use-contact-acting.ts';

const told = new Set(['wait', 'send-email', 'branch']);
const toldNext = new Set(['send-email', 'wait', 'branch', 'exit', 'act']);

const useNextWords = (): ((enrollment: EnrollmentNow) => string) => {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ does, next, dueAt, heldOut }) => {
    const time = dueAt === null ? '–' : format.moment(dueAt);
    const step = t(`contacts.next.${told.has(does) ? does : 'other'}`, { time });
    const behind = t(`contacts.then.${next !== null && toldNext.has(next) ? next : 'end'}`);
    return [`${step}. ${behind}.`, ...(heldOut ? [`${t('contacts.heldOut')}.`] : [])].join(' ');
  };
};

interface NowProps {
  readonly enrollment: EnrollmentNow;
  readonly acting: ContactActing;
}

const Now = ({ enrollment, acting }: NowProps): ReactElement => {
  const { t } = useTranslation();
  const words = useNextWords();
  const { id, rev, flow, canSkip } = enrollment;
  const said = { flow: flow.title };
  return (
    <Stack gap="200">
      <div>
        <TextLink primary url={`/flows/${encodeURIComponent(flow.id)}`}>
          {flow.title}
        </TextLink>
        <Words quiet>{words(enrollment)}</Words>
      </div>
      <Row>
        {canSkip && (
          <Action
            label={t('contacts.skip')}
            busy={acting.busy}
            onAction={() => {
              acting.act({ act: 'skip', enrollment: id, rev }, t('contacts.skipped'));
            }}
          />
        )}
        <ConfirmAction
          label={t('contacts.stop')}
          question={t('contacts.stopAsk', said)}
          yes={t('contacts.stopYes')}
          no={t('contacts.cancel')}
          busy={acting.busy}
          onConfirm={() => {
            acting.act({ act: 'stop', enrollment: id, rev }, t('contacts.stopped', said));
          }}
        />
      </Row>
    </Stack>
  );
};

interface NowPanelProps {
  readonly contact: ContactDetailView;
  readonly acting: ContactActing;
}

export const NowPanel = ({ contact, acting }: NowPanelProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('contacts.now')}>
      {contact.now.length === 0 ? (
        <Words quiet>{t('contacts.nowEmpty')}</Words>
      ) : (
        <Rows
          rows={contact.now.map((enrollment) => ({
            id: enrollment.id,
            content: <Now enrollment={enrollment} acting={acting} />,
          }))}
        />
      )}
    </Panel>
  );
};
