import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BillingView } from '../../../../server/shop/billing/billing.contract.ts';
import { useBilling } from '../../api/use-billing.ts';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useFormat } from '../../format/use-format.ts';
import { LoadScreen } from '../../forms/load-screen.tsx';
import { Action } from '../../ui/action.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { useSettingsBack } from './use-settings-back.ts';

interface OfBilling {
  readonly billing: BillingView;
}

const tones: Readonly<Record<BillingView['plan']['state'], PillTone>> = {
  free: 'success',
  none: 'neutral',
  trial: 'info',
  active: 'success',
  frozen: 'critical',
};

const PlanPanel = ({ billing }: OfBilling): ReactElement => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { plan, planPage } = billing;
  const day = (iso: string | null): string | null => (iso === null ? null : format.day(iso));
  const known = `settings.plan.handle.${plan.handle ?? plan.state}`;
  return (
    <Panel
      title={i18n.exists(known) ? t(known) : (plan.handle ?? plan.state)}
      aside={<Pill tone={tones[plan.state]} label={t(`settings.plan.state.${plan.state}`)} />}
    >
      <Stack>
        <Words>{t(`settings.plan.says.${plan.state}`)}</Words>
        {(plan.trialEndsAt !== null || plan.periodEndsAt !== null) && (
          <Facts
            facts={[
              { label: t('settings.plan.trialUntil'), value: day(plan.trialEndsAt) },
              { label: t('settings.plan.periodUntil'), value: day(plan.periodEndsAt) },
            ]}
          />
        )}
        {planPage !== null && (
          <Row>
            <Action
              primary={plan.state === 'none' || billing.atLimit}
              label={t(plan.state === 'none' ? 'settings.plan.take' : 'settings.plan.change')}
              url={planPage}
            />
          </Row>
        )}
      </Stack>
    </Panel>
  );
};

const UsagePanel = ({ billing }: OfBilling): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { mails, flows } = billing;
  const inWords = (used: number, allowed: number | null): string =>
    allowed === null
      ? t('settings.plan.unlimited', { used: format.number(used) })
      : t('settings.plan.usedOf', { used: format.number(used), allowed: format.number(allowed) });
  const rows = [
    { id: 'mails', used: mails.used, allowed: mails.allowed },
    { id: 'flows', used: flows.live, allowed: flows.allowed },
  ];
  return (
    <Panel title={t('settings.plan.usage')}>
      <Stack>
        {rows.map(({ id, used, allowed }) => (
          <Meter
            key={id}
            label={t(`settings.plan.${id}`)}
            words={inWords(used, allowed)}
            value={used}
            max={allowed}
          />
        ))}
        <Words quiet>{t('settings.plan.again', { day: format.day(mails.countsAgainAt) })}</Words>
      </Stack>
    </Panel>
  );
};

const Opened = ({ billing }: OfBilling): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('settings.plan.title')} back={useSettingsBack()}>
      <OfflineNote />
      {billing.atLimit && (
        <Notice tone="warning" title={t('settings.plan.atLimit')}>
          <Words>{t('settings.plan.atLimitBody')}</Words>
        </Notice>
      )}
      <PlanPanel billing={billing} />
      <UsagePanel billing={billing} />
    </Screen>
  );
};

/** What the shop pays for, what that allows, and how much of it is used. */
export const PlanPage = (): ReactElement => {
  const { t } = useTranslation();
  const back = useSettingsBack();
  const { data, error, refetch } = useBilling();
  if (data) return <Opened billing={data} />;
  return (
    <LoadScreen
      title={t('settings.plan.title')}
      back={back}
      error={error}
      problem={t('settings.plan.error')}
      onRetry={() => void refetch()}
    />
  );
};
