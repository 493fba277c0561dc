import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Metrics } from '../../ui/metrics.tsx';

export const FlowNumbers = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <Metrics
      metrics={[
        { label: t('flows.waiting'), value: number(flow.waiting) },
        { label: t('flows.sent'), value: number(flow.sent) },
        { label: t('flows.skipped'), value: number(flow.skipped) },
        { label: t('flows.stopped'), value: number(flow.stopped) },
      ]}
    />
  );
};
