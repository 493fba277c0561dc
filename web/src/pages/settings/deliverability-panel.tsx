import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliverabilityFinding } from '../../../../server/mail/deliverability/deliverability.contract.ts';
import { useDeliverability } from '../../api/use-sending.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { PillTone } from '../../ui/pill.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const tones: Readonly<Record<DeliverabilityFinding['level'], PillTone>> = {
  ok: 'success',
  warn: 'attention',
  fail: 'critical',
};

const Finding = ({ finding }: { readonly finding: DeliverabilityFinding }): ReactElement => {
  const { t } = useTranslation();
  const { key, level, says, todo } = finding;
  return (
    <Stack gap="100">
      <Row>
        <Words strong inline>
          {t(`settings.health.key.${key}`)}
        </Words>
        <Pill tone={tones[level]} label={t(`settings.health.level.${level}`)} />
      </Row>
      <Words>{says}</Words>
      {todo !== null && <Words quiet>{todo}</Words>}
    </Stack>
  );
};

/** What the big mailboxes look at before they let a mail in. */
export const DeliverabilityPanel = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useDeliverability();
  const again = (): void => void refetch();
  return (
    <Panel
      title={t('settings.health.title')}
      hint={data && t('settings.health.domain', { domain: data.domain })}
      aside={data && <Action plain label={t('settings.health.again')} busy={isFetching} onAction={again} />}
    >
      {data && (
        <Rows
          rows={data.findings.map((finding) => ({
            id: finding.key,
            content: <Finding finding={finding} />,
          }))}
        />
      )}
      {!data && error && <LoadProblem title={t('settings.health.error')} error={error} onRetry={again} />}
      {!data && !error && <Skeleton label={t('common.loading')} lines={5} />}
    </Panel>
  );
};
