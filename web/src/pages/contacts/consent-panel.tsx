import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetailView } from '../../../../server/insights/contacts/contact.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { ContactActing } from './use-contact-acting.ts';

interface ConsentPanelProps {
  readonly contact: ContactDetailView;
  readonly acting: ContactActing;
}

const Proof = ({ contact: { consent } }: Pick<ConsentPanelProps, 'contact'>): ReactElement => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const inWords = (source: string): string => {
    const key = `contacts.source.${source}`;
    return i18n.exists(key) ? t(key) : source;
  };
  if (consent === null) return <Words>{t('contacts.consentNone')}</Words>;
  return (
    <Stack gap="100">
      <Words>{t(`contacts.consentState.${consent.state}`)}</Words>
      <Facts
        facts={[
          { label: t('contacts.consentAt'), value: format.moment(consent.statedAt) },
          { label: t('contacts.consentSource'), value: inWords(consent.source) },
          { label: t('contacts.consentText'), value: consent.textVersion },
          { label: t('contacts.consentIp'), value: consent.ip },
        ]}
      />
    </Stack>
  );
};

/** Whether they may be mailed, with the proof, and the list that comes before consent. */
export const ConsentPanel = ({ contact, acting }: ConsentPanelProps): ReactElement => {
  const { t } = useTranslation();
  const { suppression } = contact;
  const act = suppression === null ? 'suppress' : 'allow';
  return (
    <Panel title={t('contacts.consent')}>
      <Stack>
        {suppression !== null && <Words strong>{t(`contacts.suppressed.${suppression.reason}`)}</Words>}
        <Proof contact={contact} />
        <div>
          <ConfirmAction
            key={act}
            label={t(`contacts.${act}`)}
            question={t(`contacts.${act}Ask`)}
            yes={t(`contacts.${act}Yes`)}
            no={t('contacts.cancel')}
            critical={act === 'suppress'}
            busy={acting.busy}
            onConfirm={() => {
              acting.act({ act }, t(act === 'suppress' ? 'contacts.suppressedNow' : 'contacts.allowedNow'));
            }}
          />
        </div>
      </Stack>
    </Panel>
  );
};
