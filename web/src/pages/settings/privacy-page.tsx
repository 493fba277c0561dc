import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row } from '../../ui/stack.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Facts } from '../../ui/facts.tsx';
import { AccessLogPanel } from './access-log-panel.tsx';
import { RequestsPanel } from './requests-panel.tsx';

/** As the server's register of what is held says. */
const holdings = ['contacts', 'orders', 'checkouts', 'mail', 'decisions', 'visits', 'deliveries', 'log'];

const KeptPanel = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.privacy.kept')} hint={t('settings.privacy.keptHint')}>
      <Facts
        facts={holdings.map((one) => ({
          label: t(`settings.privacy.holding.${one}`),
          value: t(`settings.privacy.keptFor.${one}`),
        }))}
      />
    </Panel>
  );
};

const PersonPanel = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.privacy.person')} hint={t('settings.privacy.personHint')}>
      <Row>
        <Action label={t('settings.privacy.find')} url="/contacts" />
      </Row>
    </Panel>
  );
};

export const PrivacyPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('settings.privacy.title')} back={{ content: t('settings.title'), url: '/settings' }}>
      <OfflineNote />
      <PersonPanel />
      <RequestsPanel />
      <KeptPanel />
      <AccessLogPanel />
    </Screen>
  );
};
